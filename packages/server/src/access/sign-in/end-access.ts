import type { Services, Tx } from '../../platform/index.ts';
import { type AfterCommit, type EndingBy, endSessions, type SessionEndReason } from './end-sessions.ts';

/** Everything by which somebody acts ends at once: their sessions and their open screens. As `endSessions`. */
export async function endAccess(
  tx: Tx,
  userId: string,
  reason: SessionEndReason,
  services: Services,
  by: EndingBy = {},
): Promise<AfterCommit> {
  return endSessions(tx, userId, reason, services, by);
}
