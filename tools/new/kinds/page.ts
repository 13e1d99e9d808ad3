import { camelCase, type Kind, requireShape, sentenceCase } from '../kind.ts';

export const kind: Kind = {
  name: 'page',
  idShape: '<path>',
  plan(id) {
    requireShape(id, /^[a-z$][a-zA-Z0-9-]*(\/[a-z$][a-zA-Z0-9-]*)*$/, 'sources');
    const last = id.split('/').at(-1) ?? id;
    const name = camelCase(last.replace('$', ''));
    return {
      folder: `packages/web/src/pages/${id}`,
      words: {
        up: '../'.repeat(id.split('/').length + 1),
        name: name.charAt(0).toUpperCase() + name.slice(1),
        title: sentenceCase(last.replace('$', '')),
      },
      next: 'its folder is its address',
    };
  },
};
