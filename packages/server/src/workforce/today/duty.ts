import { z } from 'zod';

/** What may wait for somebody in the rooms of people and access. */
export const dutyKinds = [
  'leavers-late',
  'moves-late',
  'removals-late',
  'review-mine',
  'reviews-due',
  'requests-waiting',
  'gains-unasked',
  'reports-waiting',
  'attestations-waiting',
  'attestations-out',
  'attestations-ending',
  'agencies-ending',
  'people-unread',
  'systems-unread',
] as const;

export type DutyKind = (typeof dutyKinds)[number];

export const dutyShape = z.object({
  kind: z.enum(dutyKinds),
  /** `late`: its time is over. `unknown`: what it is about cannot be seen. `due`: it waits, and there is time. */
  urgency: z.enum(['late', 'unknown', 'due']),
  count: z.int(),
  /** Counting stopped there; there may be more. */
  isAtLeast: z.boolean(),
  /** Of them, how many are past their time. */
  late: z.int(),
  /** Of them, how many no list can prove now. */
  unseen: z.int(),
  /** When the first of them was, or is, due. */
  dueAt: z.string().nullable(),
  /** Where there is one alone, which; else null. */
  id: z.string().nullable(),
  /** Systems or agencies, the first three. */
  names: z.array(z.string()),
  /** Why there may be more of it than this says, in plain sentences. */
  gaps: z.array(z.string()),
});

export type Duty = z.infer<typeof dutyShape>;

/** A duty with what most of them lack left out. */
export function duty(
  told: Pick<Duty, 'kind' | 'urgency' | 'count'> & Partial<Omit<Duty, 'names' | 'gaps'>> & DutyWords,
): Duty {
  const { names = [], gaps = [], ...rest } = told;
  return {
    ...{ isAtLeast: false, late: 0, unseen: 0, dueAt: null, id: null },
    ...rest,
    names: names.slice(0, namesMax),
    gaps: gaps.slice(0, gapsMax),
  };
}

type DutyWords = { readonly names?: readonly string[]; readonly gaps?: readonly string[] };

const namesMax = 3;
const gapsMax = 3;
const urgencies: readonly Duty['urgency'][] = ['late', 'unknown', 'due'];

/** The most urgent first; of one urgency in the order of their kinds, and what is due first before the rest. */
export function byUrgency(one: Duty, other: Duty): number {
  const urgency = urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency);
  if (urgency !== 0) return urgency;
  const kind = dutyKinds.indexOf(one.kind) - dutyKinds.indexOf(other.kind);
  return kind !== 0 ? kind : (one.dueAt ?? '9999').localeCompare(other.dueAt ?? '9999');
}
