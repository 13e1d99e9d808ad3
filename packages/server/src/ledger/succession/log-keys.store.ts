import { sql } from 'kysely';
import { refuse, type Services, type Tx } from '../../platform/index.ts';
import type { Log } from '../logs.store.ts';
import { openSealedKey, type SealedKey, type Signer } from './signer.ts';

/** One key of a log. Number 0 is the key it was opened with. */
export type LogKey = {
  readonly number: number;
  readonly verifierKey: string;
  /** Checkpoints of this size and above carry its signature … */
  readonly since: number;
  /** … up to this size, where its seed was destroyed; null while it is kept. */
  readonly until: number | null;
  /** From here on it signs no more; null for the newest key. */
  readonly endsAt: string | null;
};

/** One link of the chain of keys, as packages and archives carry it in `rotations/<number>.txt`. */
export type Rotation = {
  /** From 1. */
  readonly number: number;
  /** The key that follows. */
  readonly verifierKey: string;
  /** Signed by the key before. */
  readonly note: string;
  /** The size with the entry that records it; checkpoints from here on carry the new key's signature. */
  readonly since: number;
  readonly rotatedAt: string;
};

type StoredRotation = Rotation & {
  readonly overlapEndsAt: string;
  readonly beforeUntil: number | null;
  readonly sealed: Buffer;
};

/** Oldest first; empty for a log that still has the key it was opened with. */
export async function listRotations(tx: Tx, logId: string): Promise<readonly Rotation[]> {
  const rows = await readRotations(tx, logId);
  return rows.map(({ number, verifierKey, note, since, rotatedAt }) => {
    return { number, verifierKey, note, since, rotatedAt };
  });
}

/** All keys of a log, oldest first. */
export async function listLogKeys(tx: Tx, logId: string): Promise<readonly LogKey[]> {
  const { rows } = await sql<{ verifierKey: string }>`
    select verifier_key as "verifierKey" from ledger_log
    where workspace_id = ${tx.workspaceId} and log_id = ${logId}`.execute(tx.db);
  const first = rows[0] ?? refuse('not-found');
  const rotations = await readRotations(tx, logId);
  const keys = [{ number: 0, verifierKey: first.verifierKey, since: 0 }, ...rotations];
  return keys.map(({ number, verifierKey, since }) => {
    const next = rotations[number];
    const until = next?.beforeUntil ?? null;
    return { number, verifierKey, since, until, endsAt: next?.overlapEndsAt ?? null };
  });
}

/** The key that every checkpoint of this size carries a signature of: the newest one there was then. */
export async function keyAt(tx: Tx, logId: string, size: number): Promise<LogKey> {
  const keys = await listLogKeys(tx, logId);
  return keys.findLast((key) => key.since <= size) ?? refuse('not-found');
}

/** Those that sign now, oldest first: the newest key, and each one before it while its overlap lasts. */
export async function openSigners(
  tx: Tx,
  log: Log,
  services: Pick<Services, 'keyring' | 'clock'>,
): Promise<readonly Signer[]> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed_key as sealed from ledger_log
    where workspace_id = ${tx.workspaceId} and log_id = ${log.id}`.execute(tx.db);
  const first = rows[0] ?? refuse('ledger-closed', 'the key of the log is missing');
  const rotations = await readRotations(tx, log.id);
  const now = services.clock.now();
  return [{ number: 0, sealed: first.sealed }, ...rotations].flatMap(({ number, sealed }) => {
    const endsAt = rotations[number]?.overlapEndsAt ?? null;
    if (endsAt !== null && (endsAt <= now || sealed.length === 0)) return [];
    return [openSealedKey({ origin: log.origin, logId: log.id, number }, sealed, services)];
  });
}

/** Takes the turn of changing a log's keys until the transaction ends. */
export async function lockKeys(tx: Tx, logId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${logId}::text, 7401))`.execute(tx.db);
}

export async function insertRotation(
  tx: Tx,
  logId: string,
  rotation: Rotation & SealedKey & { readonly overlapEndsAt: string },
): Promise<void> {
  await sql`
    insert into ledger_key (workspace_id, log_id, number, verifier_key, sealed_key, note, since_size, rotated_at,
      overlap_ends_at)
    values (${tx.workspaceId}, ${logId}, ${rotation.number}, ${rotation.verifierKey}, ${rotation.sealed},
      ${rotation.note}, ${rotation.since}, ${rotation.rotatedAt}, ${rotation.overlapEndsAt})`.execute(tx.db);
}

/** Destroys the seeds of keys whose overlap has ended, in all logs of the workspace. Answers how many. Safe to repeat. */
export async function destroyRetiredSeeds(tx: Tx, now: string): Promise<number> {
  const { rows } = await sql<{ logId: string; number: number }>`
    update ledger_key k set before_until_size = (
      select coalesce(max(size), 0) from ledger_checkpoint c
      where c.workspace_id = k.workspace_id and c.log_id = k.log_id)
    where workspace_id = ${tx.workspaceId} and overlap_ends_at <= ${now} and before_until_size is null
    returning log_id as "logId", number`.execute(tx.db);
  for (const { logId, number } of rows) {
    const destroyed =
      number === 1
        ? sql`update ledger_log set sealed_key = '' where workspace_id = ${tx.workspaceId} and log_id = ${logId}`
        : sql`update ledger_key set sealed_key = ''
            where workspace_id = ${tx.workspaceId} and log_id = ${logId} and number = ${number - 1}`;
    await destroyed.execute(tx.db);
  }
  return rows.length;
}

async function readRotations(tx: Tx, logId: string): Promise<readonly StoredRotation[]> {
  const { rows } = await sql<StoredRotation>`
    select number, verifier_key as "verifierKey", note, since_size as since, rotated_at as "rotatedAt",
      overlap_ends_at as "overlapEndsAt", before_until_size as "beforeUntil", sealed_key as sealed
    from ledger_key where workspace_id = ${tx.workspaceId} and log_id = ${logId}
    order by number limit 1000`.execute(tx.db);
  return rows;
}
