import type { State } from '../../../components/state-shape.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import type { Decided } from './decision-of.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** The mark and the word of each decision, and of none. */
export const decisionMarks: Readonly<Record<NonNullable<Decided> | 'open', readonly [State, string]>> = {
  keep: ['complete', texts.desk.decidedKeep],
  change: ['effective-with-deviations', texts.desk.decidedChange],
  remove: ['failing', texts.desk.decidedRemove],
  'not-mine': ['not-applicable', texts.desk.handedOn],
  open: ['pending', texts.desk.open],
};
