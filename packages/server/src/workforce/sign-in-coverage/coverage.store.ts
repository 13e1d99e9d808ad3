import { sql } from 'kysely';
import { changedFrom } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { EnteredBy } from './entered-by.ts';

export type EnteredAccount = {
  readonly scope: string;
  readonly key: string;
  readonly system: string;
  /** Null: it does not count, or is not there any more. */
  readonly entered: EnteredBy | null;
};

/** Held until the transaction ends, so that two never follow at once. */
export async function lockSignInCursor(tx: Tx): Promise<number> {
  await sql`
    insert into sign_in_cursor (workspace_id) values (${tx.workspaceId}) on conflict do nothing`.execute(
    tx.db,
  );
  const { rows } = await sql<{ position: number }>`
    select position from sign_in_cursor where workspace_id = ${tx.workspaceId} for update`.execute(tx.db);
  const [cursor] = rows;
  if (cursor === undefined) throw new Error('the cursor of the ways in vanished');
  return cursor.position;
}

async function signInPosition(tx: Tx): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select position from sign_in_cursor where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.position ?? 0;
}

export async function moveSignInCursor(tx: Tx, position: number): Promise<void> {
  await sql`
    update sign_in_cursor set position = ${position} where workspace_id = ${tx.workspaceId}`.execute(tx.db);
}

export async function saveEntered(tx: Tx, accounts: readonly EnteredAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  await sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb)
        as a (scope text, key text, system text, entered text)),
    removed as (
      delete from sign_in_account s using asked a
      where s.workspace_id = ${tx.workspaceId} and s.scope = a.scope and s.key = a.key and a.entered is null)
    insert into sign_in_account (workspace_id, scope, key, system, entered)
    select ${tx.workspaceId}, scope, key, system, entered from asked where entered is not null
    on conflict (workspace_id, scope, key) do update set system = excluded.system, entered = excluded.entered`.execute(
    tx.db,
  );
}

/** How an erased account is entered nobody can say any more. */
export async function forgetEntered(
  tx: Tx,
  items: readonly { readonly kind: string; readonly scope: string; readonly key: string }[],
): Promise<void> {
  const accounts = items.filter(({ kind }) => kind === 'account');
  if (accounts.length === 0) return;
  await sql`
    update sign_in_account s set entered = 'unknown'
    from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as a (scope text, key text)
    where s.workspace_id = ${tx.workspaceId} and s.scope = a.scope and s.key = a.key`.execute(tx.db);
}

/** Accounts of people by how they are entered; `providerOnly + besideLocal + localOnly + unknown` are all of them. */
export type SignInCoverage = {
  readonly providerOnly: number;
  /** Entered by single sign-on, and by a password or passkey of its own as well. */
  readonly besideLocal: number;
  readonly localOnly: number;
  readonly unknown: number;
  /** Of the unknown those that are entered by single sign-on, as far as is told. */
  readonly unknownByProvider: number;
};

export const noSignIns: SignInCoverage = {
  ...{ providerOnly: 0, besideLocal: 0, localOnly: 0, unknown: 0, unknownByProvider: 0 },
};

/** By system; a system without such accounts is missing. Null while accounts that were told are not counted yet. */
export async function readCoverage(tx: Tx): Promise<ReadonlyMap<string, SignInCoverage> | null> {
  if ((await changedFrom(tx, await signInPosition(tx))) !== null) return null;
  const { rows } = await sql<SignInCoverage & { system: string }>`
    select system, (count(*) filter (where entered = 'provider'))::integer as "providerOnly",
      (count(*) filter (where entered = 'both'))::integer as "besideLocal",
      (count(*) filter (where entered = 'local'))::integer as "localOnly",
      (count(*) filter (where entered in ('unknown', 'provider-unsure')))::integer as unknown,
      (count(*) filter (where entered = 'provider-unsure'))::integer as "unknownByProvider"
    from sign_in_account where workspace_id = ${tx.workspaceId} group by system`.execute(tx.db);
  return new Map(rows.map(({ system, ...coverage }) => [system, coverage]));
}
