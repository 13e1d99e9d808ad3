import { type Kind, requireShape, sentenceCase } from '../kind.ts';

export const kind: Kind = {
  name: 'framework',
  idShape: '<id with its edition>',
  plan(id) {
    requireShape(id, /^[a-z][a-z0-9]*([-.][a-z0-9]+)*$/, 'iso-27001-2022');
    return {
      folder: `catalog/frameworks/${id}`,
      words: { id, title: sentenceCase(id) },
      next: 'write the requirements with their ids as people cite them, and in README.md where they come from',
    };
  },
};
