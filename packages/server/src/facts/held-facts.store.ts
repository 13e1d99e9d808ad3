import { type FactKind, type FactOf, mergeFacts } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** Kinds whose current facts are found by whom they name: holder, person or owner. Those of the index `fact_held`. */
export type HeldKind = Extract<FactKind, 'account' | 'grant' | 'person' | 'credential'>;

export type ChangedHolding = {
  readonly kind: 'account' | 'grant' | 'person';
  /** Null of a person, and where it was erased. */
  readonly system: string | null;
  /** Whom it names; null where it was erased. */
  readonly holder: string | null;
  readonly position: number;
};

const pageSize = 5_000;

/**
 * Whom accounts, grants and people name that were stated, replaced or stated absent after a position: before and after the
 * change. In ledger order, about 5,000 at a time, all of one position together; empty at the end.
 */
export async function changedHoldings(tx: Tx, after: number): Promise<readonly ChangedHolding[]> {
  const kinds = sql`kind in ('account', 'grant', 'person')`;
  const { rows } = await sql<ChangedHolding>`
    select kind, value ->> 'system' as system,
      coalesce(value ->> 'holder', value ->> 'person', case when kind <> 'grant' then right(key, 40) end) as holder,
      position from (
        (select kind, key, value, position from fact
          where workspace_id = ${tx.workspaceId} and position > ${after} and ${kinds}
          order by position fetch first ${sql.lit(pageSize)} rows with ties)
        union all
        (select kind, key, value, superseded_position as position from fact
          where workspace_id = ${tx.workspaceId} and superseded_position > ${after} and ${kinds}
          order by superseded_position fetch first ${sql.lit(pageSize)} rows with ties)
      ) changed order by position fetch first ${sql.lit(pageSize)} rows with ties`.execute(tx.db);
  return rows;
}

/** Compared so that the primary key does not fit: whatever the statistics say, these facts are found by whom they name. */
const ofKind = (kind: HeldKind) => sql`kind || '' = ${kind}`;

export type HeldFact<K extends HeldKind> = {
  readonly subject: string;
  readonly scope: string;
  readonly key: string;
  /** As all its sources together tell it. */
  readonly value: FactOf<K>;
  readonly position: number;
};

/** The current facts of a kind that name these people, whatever their scope, merged over their sources; erased ones left out. */
export async function factsHeldBy<K extends HeldKind>(
  tx: Tx,
  kind: K,
  subjects: readonly string[],
): Promise<readonly HeldFact<K>[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<Omit<HeldFact<K>, 'value'> & { values: readonly FactOf<K>[] }>`
    select held_by as subject, scope, key, json_agg(value order by connection_id) as values,
      max(position) as position
    from fact where workspace_id = ${tx.workspaceId} and ${ofKind(kind)} and superseded_position is null
      and held_by = any(${subjects}::text[]) and not is_erased
    group by 1, scope, key order by 1, scope, key`.execute(tx.db);
  return rows.map(({ values, ...row }) => ({ ...row, value: mergeFacts<K>(values) }));
}

export type HoldingPair = { readonly system: string; readonly holder: string };

/** Those of these pairs that some current account or grant names. */
export async function presentHoldings(
  tx: Tx,
  pairs: readonly HoldingPair[],
): Promise<readonly HoldingPair[]> {
  if (pairs.length === 0) return [];
  // Looked up pair by pair: as a plain `exists` it may be answered by reading every fact there is.
  const { rows } = await sql<HoldingPair>`
    select asked.system, asked.holder from unnest(${pairs.map(({ system }) => system)}::text[],
      ${pairs.map(({ holder }) => holder)}::text[]) as asked (system, holder)
    cross join lateral (select 1 from fact where workspace_id = ${tx.workspaceId}
      and kind || '' in ('account', 'grant') and superseded_position is null and held_by = asked.holder
      and value ->> 'system' = asked.system limit 1) there`.execute(tx.db);
  return rows;
}

/** Which other organisations sources name for accounts, each once, as they write them. */
export async function organisationsTold(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct value ->> 'organisation' as name from fact
    where workspace_id = ${tx.workspaceId} and kind = 'account' and superseded_position is null
      and value ->> 'organisation' is not null`.execute(tx.db);
  return rows.map(({ name }) => name);
}

/** Accounts for which a source names one of these organisations. */
export async function accountsOfOrganisations(
  tx: Tx,
  names: readonly string[],
): Promise<readonly HoldingPair[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<HoldingPair>`
    select distinct value ->> 'system' as system, held_by as holder from fact
    where workspace_id = ${tx.workspaceId} and kind = 'account' and superseded_position is null
      and value ->> 'organisation' = any(${names}::text[]) and held_by is not null`.execute(tx.db);
  return rows;
}
