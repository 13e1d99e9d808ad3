import type { Problem } from './problem.ts';
import type { TextFile } from './repository-files.ts';

/** A problem for each line on which the pattern is found. */
export function findLines({ path, text }: TextFile, pattern: RegExp, what: string): readonly Problem[] {
  return text
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [{ where: `${path}:${index + 1}`, what }] : []));
}
