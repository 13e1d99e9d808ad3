import type { FactKind } from '@daybook/kit';
import { sql } from 'kysely';
import type { ErasedItem, ErasurePart, PopulationName, Tx } from '../platform/index.ts';

/** A fact whose payload was erased keeps its place and its times and loses its value. */
export const factsErasure: ErasurePart = {
  itemsOf,
  populationsNaming,
  forget: (tx, { positions }) => markErased(tx, positions),
};

/** Takes the value from the facts that these entries told. */
export async function markErased(tx: Tx, positions: readonly number[]): Promise<void> {
  if (positions.length === 0) return;
  await sql`
    update fact set value = '{}', is_erased = true
    where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[])`.execute(tx.db);
}

async function itemsOf(tx: Tx, positions: readonly number[]): Promise<readonly ErasedItem[]> {
  if (positions.length === 0) return [];
  const { rows } = await sql<ErasedItem>`
    select position, kind, scope, key, superseded_position is null as "isCurrent" from fact
    where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[])
    order by position`.execute(tx.db);
  return rows;
}

/** Reads every fact: asked only while a hold on a population is in force. */
async function populationsNaming(tx: Tx, subject: string): Promise<readonly PopulationName[]> {
  const { rows } = await sql<PopulationName>`
    select distinct kind, scope from fact
    where workspace_id = ${tx.workspaceId} and (value::text like ${`%${subject}%`} or key like ${`%${subject}%`})
    order by kind, scope`.execute(tx.db);
  return rows;
}

/** How many items of each kind are known to be there and have lost their value. */
export async function countErasedItems(tx: Tx): Promise<ReadonlyMap<FactKind, number>> {
  const { rows } = await sql<{ kind: FactKind; items: number }>`
    select kind, count(distinct (scope, key)) as items from fact
    where workspace_id = ${tx.workspaceId} and is_erased and superseded_position is null
    group by kind order by kind`.execute(tx.db);
  return new Map(rows.map((row) => [row.kind, row.items]));
}
