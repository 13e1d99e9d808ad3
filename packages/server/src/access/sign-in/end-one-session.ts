import type { FastifyRequest } from 'fastify';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { type AfterCommit, endSessions, type SessionEndReason } from './end-sessions.ts';
import { recordEverywhere } from './record-everywhere.ts';
import { markScreensEnded } from './screens.store.ts';
import { findMemberSession } from './session-list.store.ts';
import { deleteSession, deleteSessionOf } from './session-marks.store.ts';
import { withAccount } from './with-account.ts';

type Request = Pick<FastifyRequest, 'headers'>;

/** Ends one of one's own sessions, this one too. Somebody else's does not exist. */
export async function endOwnSession(request: Request, sessionId: string, services: Services): Promise<void> {
  const userId = await withAccount(request, services, async (tx, { user }) => {
    if (!(await deleteSessionOf(tx, user.id, sessionId))) refuse('not-found');
    await tellEnd(tx, user.id, 'revoked', {}, services);
    return user.id;
  });
  services.live.end(userId);
}

/** Ends all of one's own sessions but this one. */
export async function endOtherSessions(request: Request, services: Services): Promise<void> {
  const closeScreens = await withAccount(
    request,
    services,
    (tx, { user, session }): Promise<AfterCommit> =>
      endSessions(tx, user.id, 'revoked', services, { except: session.id }),
  );
  closeScreens();
}

/** Ends a session of a member; what belongs to nobody here does not exist. */
export async function endMemberSession(
  input: { readonly workspaceId: WorkspaceId; readonly actor: Actor; readonly sessionId: string },
  services: Services,
): Promise<void> {
  const { workspaceId, actor, sessionId } = input;
  const userId = await services.database.withSystem('end a session', async (tx) => {
    const found = (await findMemberSession(tx, workspaceId, sessionId)) ?? refuse('not-found');
    await deleteSession(tx, sessionId);
    await tellEnd(tx, found.userId, 'revoked', { by: actor, in: workspaceId }, services);
    return found.userId;
  });
  services.live.end(userId);
  services.live.publish(workspaceId, 'ledger');
}

export async function tellEnd(
  tx: Tx,
  userId: string,
  reason: SessionEndReason,
  told: { readonly by?: Actor; readonly in?: string },
  services: Services,
): Promise<void> {
  await markScreensEnded(tx, userId);
  const entry = { type: 'session.ended@1', payload: { count: 1, reason }, ...told } as const;
  await recordEverywhere(tx, userId, entry, services);
}
