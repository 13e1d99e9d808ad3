import { randomBytes } from 'node:crypto';
import { createVkey, emptyRoot, formatVkey, type NoteSigner } from '@daybook/ledger';
import { createNoteSigner, ed25519PublicKey, sha256 } from '@daybook/ledger/node';
import { sql } from 'kysely';
import { refuse, type Services, type Tx } from '../platform/index.ts';

export type Log = {
  readonly id: string;
  readonly year: number;
  readonly origin: string;
  readonly firstPosition: number;
  readonly verifierKey: string;
};

export type LogHead = {
  readonly size: number;
  readonly root: Buffer;
  readonly frontier: Buffer;
  readonly lastRecordedAt: string;
};

const logColumns = sql`log_id as id, year, origin, first_position as "firstPosition", verifier_key as "verifierKey"`;
const headColumns = sql`size, root, frontier, last_recorded_at as "lastRecordedAt"`;

/** All logs of the workspace, oldest first. Bounded by years. */
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

/** Inserts a new log with its own key and an empty head. The caller appends its `log.opened@1`. */
export async function insertLog(
  tx: Tx,
  input: { readonly year: number; readonly firstPosition: number },
  services: Pick<Services, 'ids' | 'clock' | 'keyring'>,
): Promise<Log> {
  const id = services.ids.uuid();
  const origin = `daybook/${tx.workspaceId}/${input.year}`;
  const seed = randomBytes(32);
  const verifierKey = formatVkey(createVkey(sha256, origin, ed25519PublicKey(seed)));
  const now = services.clock.now();
  await sql`
    insert into ledger_log (workspace_id, log_id, year, origin, first_position, verifier_key, sealed_key, opened_at)
    values (${tx.workspaceId}, ${id}, ${input.year}, ${origin}, ${input.firstPosition}, ${verifierKey},
      ${services.keyring.seal(seed, `log-key:${id}`)}, ${now})`.execute(tx.db);
  await sql`
    insert into ledger_state (log_id, workspace_id, size, root, frontier, last_recorded_at)
    values (${id}, ${tx.workspaceId}, 0, ${Buffer.from(emptyRoot())}, ${Buffer.alloc(0)}, ${now})`.execute(
    tx.db,
  );
  return { id, year: input.year, origin, firstPosition: input.firstPosition, verifierKey };
}

/** Takes the log's row; whoever holds it alone may append until its transaction ends. Nothing slow from here on. */
export async function lockHead(tx: Tx, logId: string): Promise<LogHead> {
  const { rows } = await sql<LogHead>`
    select ${headColumns} from ledger_state where log_id = ${logId} for update`.execute(tx.db);
  return rows[0] ?? refuse('ledger-closed', 'the head of the log is missing');
}

export async function readHead(tx: Tx, logId: string): Promise<LogHead> {
  const { rows } = await sql<LogHead>`
    select ${headColumns} from ledger_state where log_id = ${logId}`.execute(tx.db);
  return rows[0] ?? refuse('ledger-closed', 'the head of the log is missing');
}

/** Moves the head from `oldSize`; the condition holds by the lock and is checked all the same. */
export async function advanceHead(tx: Tx, logId: string, oldSize: number, head: LogHead): Promise<void> {
  const result = await sql`
    update ledger_state set size = ${head.size}, root = ${head.root}, frontier = ${head.frontier},
      last_recorded_at = ${head.lastRecordedAt}
    where log_id = ${logId} and size = ${oldSize}`.execute(tx.db);
  if (result.numAffectedRows !== 1n) throw new Error('the head of the log moved under its lock');
}

export async function openSigner(tx: Tx, log: Log, services: Pick<Services, 'keyring'>): Promise<NoteSigner> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed_key as sealed from ledger_log where log_id = ${log.id}`.execute(tx.db);
  const sealed = rows[0]?.sealed ?? refuse('ledger-closed', 'the key of the log is missing');
  return createNoteSigner(log.origin, services.keyring.open(sealed, `log-key:${log.id}`));
}
