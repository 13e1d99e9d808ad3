import { findLines } from '../find-lines.ts';
import type { Problem, Rule } from '../problem.ts';
import { readTextFiles, type TextFile } from '../repository-files.ts';

/** What says where or by whom the repository was made. Parts are joined so that this file does not find itself. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`(^|[\\s"'\`(=:])/(${['wo', 'rk'].join('')}|root|Users|home)/[A-Za-z0-9_.]`),
    'names a path of somebody’s machine',
  ],
  [
    /https?:\/\/(?!registry\.npmjs\.org)[^\s/"'`]*(artifactory|nexus|verdaccio|(^|[./-])(npm|registry|mirror|proxy)[.-])[^\s"'`]*/i,
    'names a package registry',
  ],
  [/"resolved": "https?:/, 'names the host a package came from'],
  [
    new RegExp(
      `\\b(${['cla', 'ude'].join('')}|${['chat', 'gpt'].join('')}|${['co', 'pilot'].join('')})\\b`,
      'i',
    ),
    'speaks of a tool, not of the product',
  ],
];

export const rule: Rule = {
  name: 'private-words',
  async run() {
    return [...readTextFiles((path) => path !== 'LICENSE' && !path.includes('/fixtures/'))].flatMap(
      findPrivateWords,
    );
  },
};

export function findPrivateWords(file: TextFile): readonly Problem[] {
  return patterns.flatMap(([pattern, what]) => findLines(file, pattern, what));
}
