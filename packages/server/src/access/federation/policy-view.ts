import { z } from 'zod';
import type { Actor, Services, WorkspaceId } from '../../platform/index.ts';
import { readSignInPolicy, type SignInPolicy } from '../sign-in/sign-in-policy.store.ts';
import { countSealed } from './break-glass.store.ts';
import { findWaitingChange, type PolicyChange } from './policy.store.ts';
import { hasLink, listProviders } from './providers.store.ts';
import { weakenings } from './sign-in-policy.ts';

export const policyShape = z.object({
  enforceSso: z.boolean(),
  /** The provider that sign-in is enforced through. */
  provider: z.string().max(80).nullable(),
  requireSecondFactor: z.boolean(),
  sessionHours: z.number().int().min(1).max(8_760),
});

export const changeShape = z.object({
  id: z.string(),
  before: policyShape,
  after: policyShape,
  /** In which ways it asks for less: `enforce-sso`, `provider`, `second-factor`, `session-hours`. */
  weaker: z.array(z.string()),
  reason: z.string(),
  /** `waiting`: until a second person approves it. */
  state: z.enum(['waiting', 'applied', 'declined']),
  requestedBy: z.string(),
  requestedAt: z.string(),
  approvedBy: z.string().nullable(),
  position: z.number(),
});

export const policyAnswerShape = z.object({
  policy: policyShape,
  waiting: changeShape.nullable(),
  /** What whoever asks needs before single sign-on can be enforced. */
  readiness: z.object({
    /** Providers that whoever asks has come in through. */
    tried: z.array(z.string()),
    sealedAccounts: z.number(),
  }),
});

export function storedPolicy({ provider, ...rest }: z.output<typeof policyShape>): SignInPolicy {
  return { ...rest, providerId: rest.enforceSso ? provider : null };
}

function viewPolicy({ providerId, ...rest }: SignInPolicy): z.input<typeof policyShape> {
  return { ...rest, provider: providerId };
}

export function viewChange(change: PolicyChange): z.input<typeof changeShape> {
  const { before, after, isWeaker: _weaker, decidedBy, decidedAt: _at, ...rest } = change;
  return {
    ...rest,
    before: viewPolicy(before),
    after: viewPolicy(after),
    weaker: [...weakenings(before, after)],
    approvedBy: change.state === 'declined' ? null : decidedBy,
  };
}

export async function readPolicy(
  workspaceId: WorkspaceId,
  actor: Actor,
  { database }: Services,
): Promise<z.input<typeof policyAnswerShape>> {
  return database.withSystem('read the sign-in policy', async (tx) => {
    const waiting = await findWaitingChange(tx, workspaceId);
    const tried: string[] = [];
    for (const { id } of await listProviders(tx, workspaceId)) {
      if (actor.userId !== null && (await hasLink(tx, workspaceId, id, actor.userId))) tried.push(id);
    }
    return {
      policy: viewPolicy(await readSignInPolicy(tx, workspaceId)),
      waiting: waiting === null ? null : viewChange(waiting),
      readiness: { tried, sealedAccounts: await countSealed(tx, workspaceId) },
    };
  });
}
