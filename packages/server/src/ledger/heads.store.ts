import type { Log, LogHead, StoredHead } from './logs.store.ts';

/** The newest log of a workspace with its head, as `lockNewestHead` answers it. */
export type LockedLog = Log & StoredHead;

/**
 * Statement for `writeGrouped`: reads the newest log of the workspace with its head and takes that row, so that whoever
 * runs it alone may append until its transaction ends.
 */
export function lockNewestHead(workspaceId: string): string {
  return `select l.log_id as id, l.year, l.number, l.origin, l.first_position as "firstPosition",
      l.verifier_key as "verifierKey", s.size, s.root, s.frontier, s.last_recorded_at as "lastRecordedAt",
      s.forked_at as "forkedAt", s.closed_at as "closedAt"
    from ledger_log l join ledger_state s using (log_id) where l.workspace_id = '${exactUuid(workspaceId)}'
    order by l.first_position desc limit 1 for update of s`;
}

/** Statement that moves the head from `oldSize`. The row's lock makes sure that it stands there, and this asserts it. */
export function advanceHead(logId: string, oldSize: number, head: LogHead): string {
  const { size, root, frontier, lastRecordedAt } = head;
  const bytes = (value: Buffer) => `'\\x${value.toString('hex')}'`;
  const instant = new Date(lastRecordedAt).toISOString();
  return `select daybook_advance_head('${exactUuid(logId)}', ${oldSize}, ${size}, ${bytes(root)}, ${bytes(frontier)}, '${instant}')`;
}

/** These statements carry no parameters, so what goes into their text is tried first. */
function exactUuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('the id of a log is a UUID');
  return id;
}
