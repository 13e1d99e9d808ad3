import type { IdentityValues } from '@daybook/kit';
import { z } from 'zod';
import { calledBy } from '../../intake/index.ts';
import { Personal, personalText } from '../../platform/index.ts';
import { type Removal, removalStates } from '../removals/removal.ts';
import type { StoredChange } from './role-changes.store.ts';

const heldShape = z.object({
  role: z.string().nullable(),
  employer: z.string().nullable(),
  manager: personalText.nullable(),
});

export const changeShape = z.object({
  id: z.string(),
  person: z.string(),
  name: personalText,
  fields: z.array(z.enum(['role', 'employer', 'manager'])),
  before: heldShape,
  after: heldShape,
  seenAt: z.string(),
  dueAt: z.string(),
  position: z.int(),
  /** Nothing of what was held then is open any more. */
  isSettled: z.boolean(),
  isLate: z.boolean(),
  rights: z.array(
    z.object({
      id: z.string(),
      system: z.string(),
      what: z.string(),
      /** The role, or whose account, as the source names it. */
      title: personalText,
      state: z.enum(removalStates),
      lastSeenAt: z.string().nullable(),
      firstAbsentAt: z.string().nullable(),
    }),
  ),
});

type Shown = {
  readonly names: ReadonlyMap<string, IdentityValues>;
  readonly titleOf: (removal: Removal) => Personal;
  readonly now: string;
};

/** As many as one screen shows of one person. */
const rightsMax = 500;

export function viewChange(
  change: StoredChange,
  removals: readonly Removal[],
  { names, titleOf, now }: Shown,
): z.input<typeof changeShape> {
  const nameOf = (subject: string) => new Personal([calledBy(subject, names.get(subject))]);
  const viewHeld = ({ role, employer, manager }: StoredChange['before']) => {
    return { role, employer, manager: manager === null ? null : nameOf(manager) };
  };
  const open = removals.filter(({ state }) => state === 'open');
  const { id, person, fields, before, after, seenAt, dueAt, position } = change;
  return {
    ...{ id, person, fields: [...fields], seenAt, dueAt, position },
    name: nameOf(person),
    before: viewHeld(before),
    after: viewHeld(after),
    isSettled: open.length === 0,
    isLate: open.length > 0 && now > dueAt,
    rights: removals.slice(0, rightsMax).map((one) => {
      const { system, what, state, lastSeenAt, firstAbsentAt } = one;
      return { id: one.id, system, what, title: titleOf(one), state, lastSeenAt, firstAbsentAt };
    }),
  };
}
