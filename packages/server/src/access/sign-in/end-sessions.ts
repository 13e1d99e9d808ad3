import type { Actor, Services, Tx } from '../../platform/index.ts';
import { recordEverywhere } from './record-everywhere.ts';
import { markScreensEnded } from './screens.store.ts';
import { deleteSessionsOf } from './session-marks.store.ts';

/** Why sessions ended; short words without anything personal. */
export type SessionEndReason =
  | 'signed-out'
  | 'revoked'
  | 'password-changed'
  | 'reset'
  | 'member-removed'
  | 'role-lowered'
  | 'deactivated'
  | 'second-factor-removed'
  | 'policy-changed';

/** Call after the commit: closes the open screens of the user. */
export type AfterCommit = () => void;

/** Who ended them, where, and which session stays. */
export type EndingBy = { readonly by?: Actor; readonly in?: string; readonly except?: string };

/**
 * Ends the sessions of a user in every process and workspace, and says so in the ledger of each workspace they belong to.
 * Without a session to end nothing is written. The last step of a system transaction, before a membership is taken away.
 */
export async function endSessions(
  tx: Tx,
  userId: string,
  reason: SessionEndReason,
  services: Services,
  { by, in: place, except }: EndingBy = {},
): Promise<AfterCommit> {
  const count = await deleteSessionsOf(tx, userId, except ?? null);
  await markScreensEnded(tx, userId);
  const told = { ...(by && { by }), ...(place && { in: place }) };
  if (count > 0) {
    const entry = { type: 'session.ended@1', payload: { count, reason }, ...told } as const;
    await recordEverywhere(tx, userId, entry, services);
  }
  return () => services.live.end(userId);
}
