import { findLines } from '../find-lines.ts';
import type { Problem, Rule } from '../problem.ts';
import { isCode, isTest, readTextFiles, type TextFile } from '../repository-files.ts';

/** Time, randomness and the network are passed in; these folders are where they come from. */
const allowed =
  /^(packages\/server\/src\/platform\/|packages\/kit\/src\/http|packages\/client\/src\/|packages\/web\/src\/|tools\/)/;

export const rule: Rule = {
  name: 'ambient-calls',
  async run() {
    const files = [...readTextFiles((path) => isCode(path) && !isTest(path) && !allowed.test(path))];
    return files.flatMap(findAmbientCalls);
  },
};

export function findAmbientCalls(file: TextFile): readonly Problem[] {
  return [
    ...findLines(file, /\bDate\.now\(|\bnew Date\(\s*\)/, 'takes the time itself: pass a clock in'),
    ...findLines(file, /\bMath\.random\(|\brandomUUID\(/, 'takes randomness itself: pass ids in'),
    ...findLines(file, /(?<![.\w])fetch\(/, 'calls the network itself: pass `http` in'),
  ];
}
