import { type Kind, requireShape, sentenceCase } from '../kind.ts';

export const kind: Kind = {
  name: 'detector',
  idShape: '<id>',
  plan(id) {
    requireShape(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'phone');
    return {
      folder: `catalog/detectors/${id}`,
      words: { id, title: sentenceCase(id), ...lengthsOf(`${id}-123456`) },
      next: 'write what it finds, and in cases.json three texts in which it finds it and three it must leave alone',
    };
  },
};

/** Where a match of that text ends when it begins at 0, 1 or 4, for the cases. */
function lengthsOf({ length }: string): Readonly<Record<string, string>> {
  return { lengthAt0: String(length), lengthAt1: String(length + 1), lengthAt4: String(length + 4) };
}
