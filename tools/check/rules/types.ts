import type { Rule } from '../problem.ts';
import { runTool } from '../run-tool.ts';

/** The native compiler: the whole project in about a second. */
export const rule: Rule = {
  name: 'types',
  async run() {
    const { code, output, errors } = await runTool('node_modules/ts7/bin/tsc', [
      '-p',
      'tsconfig.json',
      '--pretty',
      'false',
    ]);
    if (code === 0) return [];
    const found = output.matchAll(/^(\S.*?)\((\d+),\d+\): error (.*)$/gm);
    const problems = [...found].map(([, file, line, what]) => ({
      where: `${file}:${line}`,
      what: what ?? '',
    }));
    return problems.length > 0
      ? problems
      : [{ where: 'tsconfig.json', what: output.trim() || errors.trim() }];
  },
};
