import { z } from 'zod';
import type { Actor, Services, WorkspaceId } from '../../platform/index.ts';
import { listAccounts, listUses, type SealedAccount } from './break-glass.store.ts';
import type { SealedOnce } from './seal-account.ts';

const accountShape = z.object({
  id: z.string(),
  signInName: z.string(),
  subject: z.string(),
  /** `opened`: used, and void until its password is renewed. */
  state: z.enum(['sealed', 'opened']),
  sealedBy: z.string(),
  sealedAt: z.string(),
  position: z.number(),
});

export const breakGlassShape = z.object({
  accounts: z.array(accountShape),
  /** Those nobody reviewed first. */
  uses: z.array(
    z.object({
      id: z.string(),
      account: z.string(),
      signInName: z.string(),
      reason: z.string(),
      usedAt: z.string(),
      reviewDueAt: z.string(),
      state: z.enum(['to-review', 'overdue', 'reviewed']),
      /** Whoever asks did not know the password. */
      mayReview: z.boolean(),
      sealedBy: z.string(),
      reviewedBy: z.string().nullable(),
      reviewedAt: z.string().nullable(),
      reviewNote: z.string().nullable(),
      position: z.number(),
    }),
  ),
});

/** The one answer that holds a password. */
export const sealedOnceShape = z.object({ account: accountShape, password: z.string() });

export function viewSealedOnce({ account, password }: SealedOnce): z.input<typeof sealedOnceShape> {
  return { account: viewAccount(account), password };
}

function viewAccount({ id, signInName, subject, state, sealedBy, sealedAt, position }: SealedAccount) {
  return {
    id,
    signInName,
    subject,
    state: state === 'sealed' ? 'sealed' : 'opened',
    sealedBy,
    sealedAt,
    position,
  } as const;
}

export async function readBreakGlass(
  workspaceId: WorkspaceId,
  actor: Actor,
  { database, clock }: Services,
): Promise<z.input<typeof breakGlassShape>> {
  return database.withWorkspace(workspaceId, async (tx) => {
    const accounts = await listAccounts(tx, workspaceId);
    const isSealed = accounts.some(({ subject }) => subject === actor.id);
    const now = Date.parse(clock.now());
    const uses = (await listUses(tx, workspaceId)).map((use) => ({
      ...use,
      state:
        use.reviewedBy !== null
          ? ('reviewed' as const)
          : now > Date.parse(use.reviewDueAt)
            ? ('overdue' as const)
            : ('to-review' as const),
      mayReview: use.reviewedBy === null && use.sealedBy !== actor.id && !isSealed && actor.kind === 'user',
    }));
    return { accounts: accounts.map(viewAccount), uses };
  });
}
