import { sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { KeyServiceKind } from './key-service.ts';

/** A row of `master_key`. Numbers go up to 255 and then begin again at 1; at most two keys are in use at once. */
export type StoredMasterKey = {
  readonly number: number;
  readonly state: 'current' | 'retiring' | 'former';
  readonly fingerprint: string;
  readonly keptBy: KeyServiceKind;
  readonly wrapped: string | null;
  readonly sealedRoot: Buffer | null;
  readonly madeAt: string;
  readonly endedAt: string | null;
};

export type NewMasterKey = Omit<StoredMasterKey, 'state' | 'endedAt'>;

/** Newest first. */
export async function readMasterKeys(tx: Tx): Promise<readonly StoredMasterKey[]> {
  const { rows } = await sql<StoredMasterKey>`
    select number, state, fingerprint, kept_by as "keptBy", wrapped, sealed_root as "sealedRoot",
      made_at as "madeAt", ended_at as "endedAt"
    from master_key order by made_at desc, number desc`.execute(tx.db);
  return rows;
}

/** True when this was the first key there is. */
export async function insertFirstKey(tx: Tx, key: NewMasterKey): Promise<boolean> {
  const inserted = await sql`
    insert into master_key (number, state, fingerprint, kept_by, wrapped, sealed_root, made_at)
    select ${key.number}, 'current', ${key.fingerprint}, ${key.keptBy}, ${key.wrapped}, ${key.sealedRoot}, ${key.madeAt}
    where not exists (select from master_key)
    on conflict do nothing`.execute(tx.db);
  return inserted.numAffectedRows === 1n;
}

/** From now on new values are sealed under `next`; the key before retires. A former key of the same number is forgotten. */
export async function startRetiring(tx: Tx, next: NewMasterKey): Promise<void> {
  await sql`delete from master_key where number = ${next.number} and state = 'former'`.execute(tx.db);
  await sql`update master_key set state = 'retiring' where state = 'current'`.execute(tx.db);
  await sql`
    insert into master_key (number, state, fingerprint, kept_by, wrapped, sealed_root, made_at)
    values (${next.number}, 'current', ${next.fingerprint}, ${next.keptBy}, ${next.wrapped}, ${next.sealedRoot},
      ${next.madeAt})`.execute(tx.db);
}

/** Nothing is under the retiring key any more: what it could be had back from here goes too. */
export async function endRetiring(tx: Tx, now: string): Promise<void> {
  await sql`
    update master_key set state = 'former', wrapped = null, sealed_root = null, ended_at = ${now}
    where state = 'retiring'`.execute(tx.db);
}

/** Whether anything was sealed yet: every workspace's log has a sealed key. */
export async function hasLogs(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select from ledger_log limit 1`.execute(tx.db);
  return rows.length > 0;
}
