import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { discoverDocuments } from '../../generate/discover-documents.ts';
import { repositoryRoot } from '../../repository-root.ts';
import type { Rule } from '../problem.ts';

/** Documents that can be derived are committed, so that a reviewer sees them change; so they have to be up to date. */
export const rule: Rule = {
  name: 'derived-documents',
  async run() {
    const documents = await discoverDocuments();
    const looked = documents.map(async ({ path, render }) => {
      const file = join(repositoryRoot, path);
      const isSame = existsSync(file) && readFileSync(file, 'utf8') === (await render());
      return isSame ? [] : [{ where: path, what: 'is not what the code gives: npm run generate' }];
    });
    return (await Promise.all(looked)).flat();
  },
};
