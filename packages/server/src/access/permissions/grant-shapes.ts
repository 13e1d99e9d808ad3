import { z } from 'zod';
import type { StoredGrant } from './grants.store.ts';
import type { Scope } from './held-roles.ts';
import { personRoles } from './role.ts';

const name = z.string().trim().min(1).max(200).optional();

/** What a grant, or a question, is limited to. */
export const scopeShape = z.strictObject({
  system: name,
  channel: name,
  queue: name,
  team: name,
  sensitivity: name,
});

/** Without the parts that were not said. */
export function scopeOf(given: z.output<typeof scopeShape>): Scope {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export const grantShape = z.object({
  id: z.string(),
  /** `own-role`: instead of the role the member has. */
  kind: z.enum(['grant', 'own-role']),
  subject: z.string(),
  role: z.enum(personRoles),
  scope: scopeShape,
  reason: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  /** `ended` also from the last instant on, before anything is written down of it. */
  state: z.enum(['waiting', 'given', 'declined', 'ended']),
  grantedBy: z.string(),
  requestedAt: z.string(),
  approvedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  position: z.number(),
});

export function viewGrant(grant: StoredGrant, now: string): z.input<typeof grantShape> {
  const { requestedBy, decidedBy, scope, ...rest } = grant;
  const hasRunOut =
    grant.state === 'given' && grant.until !== null && Date.parse(grant.until) <= Date.parse(now);
  return {
    ...rest,
    scope: { ...scope },
    ...(hasRunOut && { state: 'ended', endedAt: grant.until }),
    grantedBy: requestedBy,
    approvedBy: grant.state === 'declined' ? null : decidedBy,
  };
}
