import { dangerousRights, type IdentityValues } from '@daybook/kit';
import { z } from 'zod';
import { calledBy } from '../../intake/index.ts';
import { freeText } from '../../ledger/index.ts';
import { Personal, personalText } from '../../platform/index.ts';
import type { JudgedGain } from './judge-gains.ts';
import type { StoredRequest } from './requests.store.ts';

export const requestDiscloses = ['name', 'email', 'login', 'phone', 'text'] as const;

export const rightsShape = z.array(z.enum(dangerousRights)).max(4);

const waitingDays = 30;
const dayMs = 86_400_000;

export const requestShape = z.object({
  id: z.string(),
  subject: z.string(),
  name: personalText,
  system: z.string(),
  role: z.string(),
  rights: rightsShape,
  reason: personalText,
  isAboutPresent: z.boolean(),
  until: z.string().nullable(),
  state: z.enum(['waiting', 'approved', 'declined', 'withdrawn']),
  /** Waits for longer than thirty days, or was approved for a time that has passed. */
  isOver: z.boolean(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  position: z.int(),
});

type Names = ReadonlyMap<string, IdentityValues>;

export function viewRequest(row: StoredRequest, names: Names, now: string): z.input<typeof requestShape> {
  const { aboutGrant, rights, reason, madePosition, ...rest } = row;
  const isOld =
    row.state === 'waiting' && Date.parse(now) - Date.parse(row.requestedAt) > waitingDays * dayMs;
  return {
    ...rest,
    rights: [...rights],
    reason: freeText(reason, { position: madePosition, author: row.requestedBy }),
    name: new Personal([calledBy(row.subject, names.get(row.subject))]),
    isAboutPresent: aboutGrant !== null,
    isOver: isOld || (row.until !== null && row.until <= now),
  };
}

export const gainShape = z.object({
  system: z.string(),
  grant: personalText,
  /** By which it is asked about. */
  ref: z.string(),
  person: z.string().nullable(),
  name: personalText,
  role: z.string(),
  rights: z.union([rightsShape, z.literal('unknown')]),
  /** It was there before, and `rights` are those it gained. */
  isWidened: z.boolean(),
  lastAbsentAt: z.string(),
  firstSeenAt: z.string(),
  position: z.int(),
  fit: z.enum([
    ...['fits', 'no-request', 'approved-after', 'too-long-before', 'over', 'more-rights', 'rights-unknown'],
    ...['order-unknown', 'person-unknown', 'ran-out'],
  ] as [JudgedGain['fit'], ...JudgedGain['fit'][]]), // the list of all fits, spread over two lines
  request: z.string().nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
});

export function viewGain(gain: JudgedGain, names: Names): z.input<typeof gainShape> {
  const { system, grant, person, holder, role, rights, fit, request } = gain;
  const who = person ?? holder;
  return {
    ...{ system, person, role, fit },
    // Sources name grants by logins.
    grant: new Personal([{ class: 'login', value: grant, of: 'evidence', subject: holder }]),
    ref: refOf(gain),
    name: new Personal([calledBy(who, names.get(who))]),
    rights: rights === null ? 'unknown' : [...rights],
    isWidened: gain.isWidened,
    ...{ lastAbsentAt: gain.lastAbsentAt, firstSeenAt: gain.firstSeenAt, position: gain.firstPosition },
    ...{ request: request?.id ?? null, approvedBy: request?.decidedBy ?? null },
    approvedAt: request?.state === 'approved' ? request.decidedAt : null,
  };
}

/** Where a grant first stood in the ledger: says which one is meant without naming anybody. */
export function refOf({ firstPosition }: Pick<JudgedGain, 'firstPosition'>): string {
  return String(firstPosition);
}
