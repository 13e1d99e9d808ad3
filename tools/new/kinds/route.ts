import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root.ts';
import { type Kind, requireShape, WrongUse } from '../kind.ts';

export const kind: Kind = {
  name: 'route',
  idShape: '<feature>/<verb>-<noun>',
  plan(id) {
    requireShape(id, /^[a-z]+\/[a-z]+(-[a-z]+)+$/, 'facts/list-populations');
    const [feature = '', name = ''] = id.split('/');
    if (!existsSync(join(repositoryRoot, 'packages/server/src', feature))) {
      throw new WrongUse(
        `there is no feature \`${feature}\`: packages/server/src/architecture.ts has them in their order`,
      );
    }
    return {
      folder: `packages/server/src/${feature}/routes`,
      words: {
        name,
        feature,
        noun: name.slice(name.indexOf('-') + 1),
        platform: feature === 'platform' ? '../index.ts' : '../../platform/index.ts',
      },
      next: 'the OpenAPI description, the client and the permission table are made from it: npm run generate',
    };
  },
};
