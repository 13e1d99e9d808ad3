import { emptyRoot } from '@daybook/ledger';
import { sql } from 'kysely';
import { readWorkspace, refuse, type Services, setLocal, type Tx } from '../platform/index.ts';
import { createSealedKey } from './succession/signer.ts';

export type Log = {
  readonly id: string;
  readonly year: number;
  /** 1 for the log its year began with; the successor of a forked one is 2, and so on. */
  readonly number: number;
  readonly origin: string;
  readonly firstPosition: number;
  /** The log's first key. Which key signs a checkpoint of which size: `keyAt`. */
  readonly verifierKey: string;
};

export type LogHead = {
  readonly size: number;
  readonly root: Buffer;
  readonly frontier: Buffer;
  readonly lastRecordedAt: string;
};

/**
 * `forkedAt` is set once another history of the log is known elsewhere: it takes no entry and no signature any more.
 * `closedAt` is set once the next year's log has followed it: it takes no entry any more.
 */
export type StoredHead = LogHead & { readonly forkedAt: string | null; readonly closedAt: string | null };

const logColumns = sql`log_id as id, year, number, origin, first_position as "firstPosition",
  verifier_key as "verifierKey"`;
const headColumns = sql`size, root, frontier, last_recorded_at as "lastRecordedAt", forked_at as "forkedAt",
  closed_at as "closedAt"`;

/** All logs of the workspace, oldest first. Bounded by years and forks. */
export async function listLogs(tx: Tx): Promise<readonly Log[]> {
  const { rows } = await sql<Log>`
    select ${logColumns} from ledger_log where workspace_id = ${tx.workspaceId}
    order by first_position limit 1000`.execute(tx.db);
  return rows;
}

export async function newestLog(tx: Tx): Promise<Log | null> {
  const { rows } = await sql<Log>`
    select ${logColumns} from ledger_log where workspace_id = ${tx.workspaceId}
    order by first_position desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

export async function readOpenedAt(tx: Tx, logId: string): Promise<string> {
  const { rows } = await sql<{ openedAt: string }>`
    select opened_at as "openedAt" from ledger_log
    where workspace_id = ${tx.workspaceId} and log_id = ${logId}`.execute(tx.db);
  return rows[0]?.openedAt ?? refuse('not-found');
}

export type NewLog = {
  readonly year: number;
  readonly number: number;
  readonly firstPosition: number;
  /** When the predecessor's last entry was recorded: no later log goes back before it. */
  readonly notBefore: string | null;
};

/** Inserts a new log with its own key and an empty head. The caller appends its `log.opened@1`. */
export async function insertLog(
  tx: Tx,
  { year, number, firstPosition, notBefore }: NewLog,
  services: Pick<Services, 'ids' | 'clock' | 'keyring'>,
): Promise<Log> {
  const id = services.ids.uuid();
  const origin = originOf(await namedWorkspace(tx), year, number);
  const { verifierKey, sealed } = createSealedKey({ origin, logId: id, number: 0 }, services);
  const now = services.clock.now();
  await sql`
    insert into ledger_log
      (workspace_id, log_id, year, number, origin, first_position, verifier_key, sealed_key, opened_at)
    values (${tx.workspaceId}, ${id}, ${year}, ${number}, ${origin}, ${firstPosition}, ${verifierKey},
      ${sealed}, ${now})`.execute(tx.db);
  const recordedAt = notBefore !== null && notBefore > now ? notBefore : now;
  await sql`
    insert into ledger_state (log_id, workspace_id, size, root, frontier, last_recorded_at)
    values (${id}, ${tx.workspaceId}, 0, ${Buffer.from(emptyRoot())}, ${Buffer.alloc(0)}, ${recordedAt})`.execute(
    tx.db,
  );
  return { id, year, number, origin, firstPosition, verifierKey };
}

/** Whatever leaves a workspace of made-up data says so by the name of its log. */
async function namedWorkspace(tx: Tx): Promise<string> {
  if (tx.workspaceId === null) return '';
  const { isSample } = await readWorkspace(tx, tx.workspaceId);
  return isSample ? `sample/${tx.workspaceId}` : tx.workspaceId;
}

/** `daybook/<workspace>/2026`, `daybook/sample/<workspace>/2026` for made-up data, and `…/2026-2` for the second log of a year. */
export function originOf(workspaceId: string, year: number, number: number): string {
  return `daybook/${workspaceId}/${year}${number === 1 ? '' : `-${number}`}`;
}

/**
 * Takes the log's row; whoever holds it alone may append until its transaction ends. Nothing slow from here on. Refuses
 * with `log-forked` when another history of the log is known. A log that was closed meanwhile says so: `closedAt`.
 */
export async function lockHead(tx: Tx, logId: string): Promise<StoredHead> {
  const head = await lockHeadOfAny(tx, logId);
  if (head.forkedAt !== null) refuse('log-forked');
  return head;
}

/** Takes the row of a log also when it is forked, to close it or to mark it; from here on the transaction is limited. */
export async function lockHeadOfAny(tx: Tx, logId: string): Promise<StoredHead> {
  await tx.client.query(setLocal(tx.limits));
  const { rows } = await sql<StoredHead>`
    select ${headColumns} from ledger_state
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} for update`.execute(tx.db);
  return rows[0] ?? refuse('ledger-closed', 'the head of the log is missing');
}

export async function readHead(tx: Tx, logId: string): Promise<StoredHead> {
  const { rows } = await sql<StoredHead>`
    select ${headColumns} from ledger_state
    where workspace_id = ${tx.workspaceId} and log_id = ${logId}`.execute(tx.db);
  return rows[0] ?? refuse('ledger-closed', 'the head of the log is missing');
}

/** Refuses with `log-forked` when the log takes no entry any more; `append` holds the same under the log's row. */
export async function assertOpen(tx: Tx, log: Pick<Log, 'id'>): Promise<void> {
  if ((await readHead(tx, log.id)).forkedAt !== null) refuse('log-forked');
}

/** False while the workspace's newest log is forked and not closed yet; what must go on all the same asks first. */
export async function takesEntries(tx: Tx): Promise<boolean> {
  const log = await newestLog(tx);
  return log === null || (await readHead(tx, log.id)).forkedAt === null;
}

/** From now on the log takes no entry and no signature. Safe to repeat. */
export async function markForked(tx: Tx, logId: string, now: string): Promise<void> {
  await sql`
    update ledger_state set forked_at = ${now}
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and forked_at is null`.execute(tx.db);
}

/** From now on the log takes no entry; its successor is opened in the same transaction, which holds its row. */
export async function markClosed(tx: Tx, logId: string, now: string): Promise<void> {
  await sql`
    update ledger_state set closed_at = ${now}
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and closed_at is null`.execute(tx.db);
}
