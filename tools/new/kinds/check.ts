import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root.ts';
import { type Kind, requireShape, sentenceCase, WrongUse } from '../kind.ts';

/** A check has to name a control that exists, or the catalog does not load. */
export const kind: Kind = {
  name: 'check',
  idShape: '<id> [--control <id of the control it tests>]',
  plan(id, options) {
    requireShape(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'account-owned');
    const control = options.control ?? (hasControl(id) ? id : 'account-ownership');
    if (!hasControl(control))
      throw new WrongUse(`there is no control \`${control}\`: make it with npm run new control ${control}`);
    return {
      folder: `catalog/checks/${id}`,
      words: { id, title: sentenceCase(id), control },
      next: `it tests the control \`${control}\`: write what it looks at, then the cases that prove it`,
    };
  },
};

function hasControl(id: string): boolean {
  return existsSync(join(repositoryRoot, 'catalog', 'controls', id, 'control.json'));
}
