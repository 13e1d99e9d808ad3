import type { Rule } from '../problem.ts';
import { isCode, readTextFiles } from '../repository-files.ts';

const linesMax = 400;

/** A file is one idea. Function length is Biome's to see. */
export const rule: Rule = {
  name: 'file-size',
  async run() {
    const files = [
      ...readTextFiles((path) => (isCode(path) || /\.(css|sql)$/.test(path)) && !path.includes('/fixtures/')),
    ];
    return files
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > linesMax)
      .map(({ path, lines }) => ({
        where: path,
        what: `${lines} lines, the limit is ${linesMax}: split it by idea`,
      }));
  },
};
