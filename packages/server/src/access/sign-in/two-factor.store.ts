import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type SecondFactorRow = {
  readonly secret: string;
  readonly lastStep: number;
  /** Milliseconds by the database's clock, which all processes share. */
  readonly nowMs: number;
};

/** System transactions only. The second factor of somebody, until the transaction ends nobody else's to use. */
export async function lockSecondFactor(tx: Tx, userId: string): Promise<SecondFactorRow | null> {
  const { rows } = await sql<SecondFactorRow>`
    select secret, last_step as "lastStep", floor(extract(epoch from clock_timestamp()) * 1000)::bigint as "nowMs"
    from auth_two_factor where user_id = ${userId} for update`.execute(tx.db);
  return rows[0] ?? null;
}

export async function updateLastStep(tx: Tx, userId: string, step: number): Promise<void> {
  await sql`update auth_two_factor set last_step = ${step} where user_id = ${userId}`.execute(tx.db);
}

/** System transactions only. Takes the second factor away, as before the first enrolment. */
export async function deleteSecondFactor(tx: Tx, userId: string): Promise<void> {
  await sql`delete from auth_two_factor where user_id = ${userId}`.execute(tx.db);
  await sql`update auth_user set two_factor_enabled = false where id = ${userId}`.execute(tx.db);
  await sql`update auth_session set second_factor_at = null where user_id = ${userId}`.execute(tx.db);
}

/** System transactions only. */
export async function deletePasskeysOf(tx: Tx, userId: string): Promise<void> {
  const { rows } = await sql<{ isThere: boolean }>`
    select to_regclass('auth_passkey') is not null as "isThere"`.execute(tx.db);
  if (rows[0]?.isThere === true) await sql`delete from auth_passkey where user_id = ${userId}`.execute(tx.db);
}
