import { type Kind, requireShape, sentenceCase } from '../kind.ts';

export const kind: Kind = {
  name: 'detector',
  idShape: '<id>',
  plan(id) {
    requireShape(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'phone');
    return {
      folder: `catalog/detectors/${id}`,
      words: { id, title: sentenceCase(id) },
      next: 'write what it finds, and in detector.test.ts what it finds and what it must leave alone',
    };
  },
};
