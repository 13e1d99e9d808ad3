import { z } from 'zod';
import { custodyShape, waysIn } from './brand-account.ts';

const person = z.string();

/** One account of a brand with what is computed of it. */
export const brandAccountShape = z.object({
  id: z.string(),
  system: z.string(),
  account: z.string(),
  custody: custodyShape,
  /** Ways in that are with somebody who left, and since when. */
  heldByLeavers: z.array(z.object({ way: z.enum(waysIn), subject: person, leftAt: z.string() })).readonly(),
  /** `critical`: a leaver holds a way in; `unconfirmed`: nobody confirmed it, or the confirmation ran out. */
  standing: z.enum(['critical', 'unconfirmed', 'confirmed']),
  confirmedBy: person.nullable(),
  confirmedAt: z.string().nullable(),
  confirmedUntil: z.string().nullable(),
  changedAt: z.string(),
  changedBy: person,
  position: z.int(),
});

export const secretShape = z.object({
  id: z.string(),
  name: z.string(),
  system: z.string(),
  owner: person.nullable(),
  knownBy: z.array(person).readonly(),
  formerlyKnownBy: z.array(z.object({ subject: person, at: z.string() })).readonly(),
  rotatedAt: z.string().nullable(),
  isRotationKnown: z.boolean(),
  lastKnowerLeftAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  /** Somebody who left, or was taken from the list, knows it as it is now. */
  isDue: z.boolean(),
  changedAt: z.string(),
  position: z.int(),
});

export const deviceShape = z.object({
  id: z.string(),
  name: z.string(),
  model: z.string().nullable(),
  holders: z.array(person).readonly(),
  isShared: z.boolean(),
  isCompanyOwned: z.enum(['yes', 'no', 'unknown']),
  signedInTo: z.array(z.string()).readonly().nullable(),
  returnedAt: z.string().nullable(),
  changedAt: z.string(),
  position: z.int(),
});

const subject = z.string().regex(/^sub_[0-9a-f-]{36}$/);

export const secretFields = {
  name: z.string().trim().min(1).max(120),
  system: z.string().trim().min(1).max(200),
  owner: subject.nullable(),
  knownBy: z.array(subject).max(200),
};

export const deviceFields = {
  name: z.string().trim().min(1).max(120),
  model: z.string().trim().min(1).max(120).nullable(),
  holders: z.array(subject).max(50),
  isShared: z.boolean(),
  isCompanyOwned: z.enum(['yes', 'no', 'unknown']),
  signedInTo: z.array(z.string().trim().min(1).max(200)).max(100).nullable(),
};

/** Where a page of a register goes on: the id of the last row. */
export function nextOf(rows: readonly { readonly id: string }[], limit: number): string | null {
  return rows.length < limit ? null : (rows.at(-1)?.id ?? null);
}
