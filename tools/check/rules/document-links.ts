import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../../repository-root.ts';
import type { Problem, Rule } from '../problem.ts';
import { readTextFiles, type TextFile } from '../repository-files.ts';

/** A link from one document to another file leads somewhere. */
export const rule: Rule = {
  name: 'document-links',
  async run() {
    const files = [...readTextFiles((path) => path.endsWith('.md') && !path.includes('/fixtures/'))];
    return files.flatMap((file) => findDeadLinks(file, (path) => existsSync(join(repositoryRoot, path))));
  },
};

export function findDeadLinks(
  { path, text }: TextFile,
  exists: (path: string) => boolean,
): readonly Problem[] {
  const links = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '');
  return links
    .filter((target) => !/^[a-z]+:/.test(target) && !exists(join(dirname(path), target)))
    .map((target) => ({ where: path, what: `links to \`${target}\`, which is not there` }));
}
