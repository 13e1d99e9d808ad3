import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type StoredPasskey = {
  readonly id: string;
  readonly userId: string;
  readonly name: string | null;
  readonly counter: number;
  /** Kept by several devices of its owner. */
  readonly isSynced: boolean;
  readonly aaguid: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly refusedAt: string | null;
};

const columns = sql`id, user_id as "userId", name, counter, device_type = 'multiDevice' as "isSynced", aaguid,
  created_at as "createdAt", last_used_at as "lastUsedAt", refused_at as "refusedAt"`;

/** System transactions only, as everything here. Oldest first; nobody has more than `passkeysMax`. */
export async function listPasskeysOf(tx: Tx, userId: string): Promise<readonly StoredPasskey[]> {
  const { rows } = await sql<StoredPasskey>`
    select ${columns} from auth_passkey where user_id = ${userId} order by created_at, id limit 100`.execute(
    tx.db,
  );
  return rows;
}

/** By the credential a browser names; nobody else uses it until the transaction ends. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<StoredPasskey | null> {
  const { rows } = await sql<StoredPasskey>`
    select ${columns} from auth_passkey where credential_id = ${credentialId} for update`.execute(tx.db);
  return rows[0] ?? null;
}

export async function isKnownCredential(tx: Tx, credentialId: string): Promise<boolean> {
  const { rows } = await sql`select from auth_passkey where credential_id = ${credentialId}`.execute(tx.db);
  return rows.length > 0;
}

export async function setCounter(tx: Tx, id: string, counter: number): Promise<void> {
  await sql`update auth_passkey set counter = ${counter} where id = ${id}`.execute(tx.db);
}

export async function markUsed(tx: Tx, id: string, at: string): Promise<void> {
  await sql`update auth_passkey set last_used_at = ${at} where id = ${id}`.execute(tx.db);
}

export async function markRefused(tx: Tx, id: string, at: string): Promise<void> {
  await sql`update auth_passkey set refused_at = ${at} where id = ${id}`.execute(tx.db);
}

export async function deletePasskey(tx: Tx, id: string): Promise<void> {
  await sql`delete from auth_passkey where id = ${id}`.execute(tx.db);
}

/** Whoever adds or removes passkeys of somebody waits here for whoever does so already. */
export async function lockUser(tx: Tx, userId: string): Promise<void> {
  await sql`select from auth_user where id = ${userId} for update`.execute(tx.db);
}

/** A second factor was shown in this session within the last quarter of an hour, by the clock that wrote it. */
export async function isSecondFactorFresh(tx: Tx, sessionId: string): Promise<boolean> {
  const { rows } = await sql`
    select from auth_session where id = ${sessionId} and second_factor_at > now() - interval '15 minutes'`.execute(
    tx.db,
  );
  return rows.length > 0;
}

/** Challenges nobody answered in time; they are good for nothing. */
export async function deleteOldChallenges(tx: Tx): Promise<void> {
  await sql`
    delete from auth_verification where id in (
      select id from auth_verification where expires_at < now() limit 1000 for update skip locked)`.execute(
    tx.db,
  );
}
