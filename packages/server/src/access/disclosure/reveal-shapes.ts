import { z } from 'zod';
import { personalClasses } from '../../platform/index.ts';
import { revealFields, type StoredReveal } from './reveals.store.ts';

/** A reveal as the API lists it: never with the value. */
export const revealShape = z.object({
  id: z.string(),
  reader: z.string(),
  subject: z.string().nullable(),
  /** The entry whose free text it is. */
  entry: z.int().nullable(),
  field: z.enum(revealFields),
  reason: z.string(),
  /** `over`: it ran out or was hidden again. */
  state: z.enum(['shown', 'waiting', 'declined', 'over']),
  requestedAt: z.string(),
  until: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** Of the entry that records it. */
  position: z.int(),
});

/** By class; what somebody is called by may be their name, mail address, login or phone number. */
export const valuesShape = z.partialRecord(z.enum(personalClasses), z.string());

export function viewReveal(reveal: StoredReveal, now: string): z.input<typeof revealShape> {
  const { entryPosition, shownAt: _, hiddenAt, state, ...rest } = reveal;
  const isOver = state === 'shown' && (hiddenAt !== null || (reveal.until ?? now) <= now);
  return { ...rest, entry: entryPosition, state: isOver ? 'over' : state };
}
