import { type Kind, requireShape, sentenceCase } from '../kind.ts';

export const kind: Kind = {
  name: 'control',
  idShape: '<id>',
  plan(id) {
    requireShape(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'change-review');
    return {
      folder: `catalog/controls/${id}`,
      words: { id, title: sentenceCase(id) },
      next: 'say in control.json what the organisation does, and in mappings.json which requirements that answers',
    };
  },
};
