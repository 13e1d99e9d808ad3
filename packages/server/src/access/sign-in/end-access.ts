import type { Services, Tx } from '../../platform/index.ts';
import { endKeys } from '../api-keys/end-keys.ts';
import { type AfterCommit, type EndingBy, endSessions, type SessionEndReason } from './end-sessions.ts';

/**
 * Everything by which somebody acts ends at once: their sessions, their API keys (in a transaction of one workspace only those
 * there) and their open screens. As `endSessions`.
 */
export async function endAccess(
  tx: Tx,
  userId: string,
  reason: SessionEndReason,
  services: Services,
  by: EndingBy = {},
): Promise<AfterCommit> {
  const closeStreams = await endKeys(tx, userId, reason, services, by);
  const closeScreens = await endSessions(tx, userId, reason, services, by);
  return () => {
    closeStreams();
    closeScreens();
  };
}
