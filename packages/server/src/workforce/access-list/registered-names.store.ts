import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type RegisteredName = { readonly system: string; readonly name: string };

/** The systems people registered and what they call them, whether or not any list tells of them. Bounded: made by hand. */
export async function readRegisteredNames(tx: Tx): Promise<ReadonlyMap<string, RegisteredName>> {
  const { rows } = await sql<RegisteredName>`
    select system, name from registered_system where workspace_id = ${tx.workspaceId}
    order by system limit 10000`.execute(tx.db);
  return new Map(rows.map((row) => [row.system, row]));
}

/** What the agencies among these are called. */
export async function readAgencyNames(
  tx: Tx,
  agencies: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (agencies.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select agency_id as id, name from agency
    where workspace_id = ${tx.workspaceId} and agency_id = any(${agencies}::text[])`.execute(tx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Agencies whose name holds the words, letter case aside. */
export async function agenciesCalled(tx: Tx, words: string, limit: number): Promise<readonly string[]> {
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{ id: string }>`
    select agency_id as id from agency where workspace_id = ${tx.workspaceId} and name ilike ${like}
    order by agency_id limit ${limit}`.execute(tx.db);
  return rows.map(({ id }) => id);
}
