import { type Kind, requireShape, sentenceCase } from '../kind.ts';

/** The weakest there is until somebody says better: a list that two people attest, a log nobody knows. */
export const kind: Kind = {
  name: 'channel',
  idShape: '<id>',
  plan(id) {
    requireShape(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'linkedin-page');
    return {
      folder: `catalog/channels/${id}`,
      words: { id, title: sentenceCase(id) },
      next: 'say how its list of who has access is had, how long its log is kept, and which names of systems are one of it',
    };
  },
};
