import { findLines } from '../find-lines.ts';
import type { Rule } from '../problem.ts';
import { isCode, readTextFiles } from '../repository-files.ts';

/** Work left to do goes to the tracker. The pattern is put together so that this file is not found by it. */
const marker = new RegExp(
  `\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')})\\b`,
);

export const rule: Rule = {
  name: 'work-left',
  async run() {
    const files = [
      ...readTextFiles((path) => (isCode(path) || /\.(css|sql|md)$/.test(path)) && path !== 'STYLE.md'),
    ];
    return files.flatMap((file) => findLines(file, marker, 'work left to do goes to the tracker'));
  },
};
