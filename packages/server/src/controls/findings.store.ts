import type { Finding } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type ItemPlace = { readonly kind: string; readonly scope: string; readonly key: string };

/** A finding that is not a pass, as it is kept: the check's own words, before completeness is applied. */
export type FindingRow = ItemPlace & {
  readonly version: number;
  readonly outcome: Exclude<Finding['outcome'], 'pass'>;
  readonly code: string;
  readonly reason: string;
  readonly settle: string | null;
};

const columns = sql`kind, scope, key, version, outcome, code, reason, settle`;

/** The rows in force of these items. */
export async function findRows(
  tx: Tx,
  checkId: string,
  places: readonly ItemPlace[],
): Promise<readonly FindingRow[]> {
  // The lateral join looks each place up in the index, however many rows there are.
  const { rows } = await sql<FindingRow>`
    select ${columns} from ${placesTable(places)}
    cross join lateral (select version, outcome, code, reason, settle from finding
      where workspace_id = ${tx.workspaceId} and check_id = ${checkId} and superseded_run is null
        and finding.kind = place.kind and finding.scope = place.scope and finding.key = place.key
      limit 1) as found`.execute(tx.db);
  return rows;
}

/** Rows in force in ascending order of place, after `after`; of one outcome, or of any. */
export async function listRows(
  tx: Tx,
  query: {
    readonly checkId: string;
    readonly outcome: FindingRow['outcome'] | null;
    readonly after: ItemPlace | null;
    readonly limit: number;
  },
): Promise<readonly FindingRow[]> {
  const { after } = query;
  const ofOutcome = query.outcome === null ? sql`` : sql`and outcome = ${query.outcome}`;
  const beyond =
    after === null ? sql`` : sql`and (kind, scope, key) > (${after.kind}, ${after.scope}, ${after.key})`;
  const { rows } = await sql<FindingRow>`
    select ${columns} from finding
    where workspace_id = ${tx.workspaceId} and check_id = ${query.checkId} and superseded_run is null
      ${ofOutcome} ${beyond}
    order by kind, scope, key limit ${query.limit}`.execute(tx.db);
  return rows;
}

/** Ends rows in force as of this run and writes the new ones. */
export async function replaceRows(
  tx: Tx,
  checkId: string,
  change: {
    readonly run: number;
    readonly ended: readonly ItemPlace[];
    readonly made: readonly FindingRow[];
  },
): Promise<void> {
  for (const { kind, scope, keys } of groupPlaces(change.ended)) {
    await sql`
      update finding set superseded_run = ${change.run}
      where workspace_id = ${tx.workspaceId} and check_id = ${checkId} and superseded_run is null
        and kind = ${kind} and scope = ${scope} and key = any(${keys}::text[])`.execute(tx.db);
  }
  if (change.made.length === 0) return;
  const { made } = change;
  await sql`
    insert into finding (workspace_id, check_id, known_from_run, ${columns})
    select ${tx.workspaceId}, ${checkId}, ${change.run}::bigint, ${columns}
    from unnest(${made.map((row) => row.kind)}::text[], ${made.map((row) => row.scope)}::text[],
      ${made.map((row) => row.key)}::text[], ${made.map((row) => row.version)}::int[],
      ${made.map((row) => row.outcome)}::text[], ${made.map((row) => row.code)}::text[],
      ${made.map((row) => row.reason)}::text[], ${made.map((row) => row.settle)}::text[])
      as made (${columns})`.execute(tx.db);
}

/** Ends rows about another kind than the one judged now, left by an earlier version. True when there were any. */
export async function endRowsOfOtherKinds(
  tx: Tx,
  checkId: string,
  now: { readonly run: number; readonly kind: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update finding set superseded_run = ${now.run}
    where workspace_id = ${tx.workspaceId} and check_id = ${checkId} and superseded_run is null
      and kind <> ${now.kind}`.execute(tx.db);
  return (numAffectedRows ?? 0n) > 0n;
}

export type ScopeRows = {
  readonly scope: string;
  readonly outcome: FindingRow['outcome'];
  readonly items: number;
};

/** How many rows are in force, by scope and outcome. */
export async function countRows(tx: Tx, checkId: string): Promise<readonly ScopeRows[]> {
  const { rows } = await sql<ScopeRows>`
    select scope, outcome, count(*) as items from finding
    where workspace_id = ${tx.workspaceId} and check_id = ${checkId} and superseded_run is null
    group by scope, outcome order by scope, outcome`.execute(tx.db);
  return rows;
}

/** What would settle the most unknown items, or null. */
export async function commonestSettle(tx: Tx, checkId: string): Promise<string | null> {
  const { rows } = await sql<{ settle: string }>`
    select settle from finding
    where workspace_id = ${tx.workspaceId} and check_id = ${checkId} and superseded_run is null
      and outcome = 'unknown' and settle is not null
    group by settle order by count(*) desc, settle limit 1`.execute(tx.db);
  return rows[0]?.settle ?? null;
}

type PlaceGroup = { readonly kind: string; readonly scope: string; readonly keys: string[] };

/** The places by kind and scope: a statement for each group finds its rows through the index, whatever the statistics say. */
export function groupPlaces(places: readonly ItemPlace[]): readonly PlaceGroup[] {
  const groups = new Map<string, PlaceGroup>();
  for (const { kind, scope, key } of places) {
    const name = `${kind}\n${scope}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { kind, scope, keys: [key] });
    else group.keys.push(key);
  }
  return [...groups.values()];
}

function placesTable(places: readonly ItemPlace[]) {
  return sql`unnest(${places.map((place) => place.kind)}::text[], ${places.map((place) => place.scope)}::text[],
    ${places.map((place) => place.key)}::text[]) as place (kind, scope, key)`;
}
