import type { Problem, Rule } from '../problem.ts';
import { listRepositoryFiles } from '../repository-files.ts';

/** Names that say nothing about what is inside, and code files that are not kebab-case. */
export const rule: Rule = {
  name: 'file-names',
  async run() {
    return findNameProblems(listRepositoryFiles());
  },
};

export function findNameProblems(paths: readonly string[]): readonly Problem[] {
  return paths.flatMap((path) => {
    if (path.includes('/fixtures/')) return [];
    const problems: Problem[] = [];
    const parts = path.split('/').map((part) => part.split('.')[0] ?? part);
    const banned = parts.find((part) => /^(utils?|helpers?|common|misc)$/i.test(part));
    if (banned !== undefined)
      problems.push({ where: path, what: `\`${banned}\` says nothing: name the idea` });
    const isKebab = parts.every((part) => /^[_$]?[a-z0-9]+(-[a-z0-9]+)*$|^$/.test(part));
    if (/\.(ts|tsx|mjs|sql|css)$/.test(path) && !isKebab)
      problems.push({ where: path, what: 'is not kebab-case' });
    return problems;
  });
}
