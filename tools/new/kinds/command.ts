import { camelCase, type Kind, requireShape } from '../kind.ts';

export const kind: Kind = {
  name: 'command',
  idShape: '<verb>-<noun>',
  plan(id) {
    requireShape(id, /^[a-z]+(-[a-z]+)+$/, 'show-people');
    return {
      folder: 'packages/cli/src/commands',
      words: { id, name: camelCase(id) },
      next: 'the help and the reference are made from it',
    };
  },
};
