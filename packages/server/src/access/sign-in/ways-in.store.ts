import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export const waysIn = ['password', 'passkey', 'sso'] as const;

export type WayIn = (typeof waysIn)[number];

/** System transactions only. How somebody can get in; a table of passkeys that is not there has none. */
export async function listWaysIn(tx: Tx, userId: string): Promise<readonly WayIn[]> {
  const { rows } = await sql<{ hasPassword: boolean; hasSso: boolean; hasTable: boolean }>`
    select
      exists (select from auth_account where user_id = ${userId} and provider_id = 'credential'
        and password is not null) as "hasPassword",
      exists (select from federated_identity where user_id = ${userId}) as "hasSso",
      to_regclass('auth_passkey') is not null as "hasTable"`.execute(tx.db);
  const found = rows[0];
  const hasPasskey = found?.hasTable === true && (await ownsPasskey(tx, userId));
  return [
    ...(found?.hasPassword === true ? (['password'] as const) : []),
    ...(hasPasskey ? (['passkey'] as const) : []),
    ...(found?.hasSso === true ? (['sso'] as const) : []),
  ];
}

async function ownsPasskey(tx: Tx, userId: string): Promise<boolean> {
  const { rows } = await sql`select from auth_passkey where user_id = ${userId} limit 1`.execute(tx.db);
  return rows.length > 0;
}
