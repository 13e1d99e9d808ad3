import { camelCase, type Kind, requireShape, sentenceCase } from '../kind.ts';

export const kind: Kind = {
  name: 'connector',
  idShape: '<id>',
  plan(id) {
    requireShape(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'github');
    return {
      folder: `catalog/connectors/${id}`,
      words: { id, name: camelCase(id), title: sentenceCase(id) },
      next: 'it reads a list of accounts from a file: replace that by the source, and the fixture by a scrubbed recording',
    };
  },
};
