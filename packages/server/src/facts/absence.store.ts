import { type FactKind, type FactOf, mergeFacts } from '@daybook/kit';
import { sql } from 'kysely';
import type { Services, Tx } from '../platform/index.ts';
import type { ItemRef } from './items.store.ts';
import { type PopulationStatus, populationStatuses } from './population-status.ts';
import { listPopulationRows, type PopulationRow } from './populations.store.ts';

/** What the lists of its sources say of whether one item is still there. */
export type Absence = {
  /** The last complete list that held it, of any source; null where no source ever told of it. */
  readonly lastSeenAt: string | null;
  /** The first complete list without it, once every source that told of it has lists without it; null while none proves it. */
  readonly firstAbsentAt: string | null;
  /** Some source has not stated its absence. False proves nothing by itself: see `firstAbsentAt`. */
  readonly isThere: boolean;
  /** Its lists are whole just now, so that its absence would show. */
  readonly isObservable: boolean;
  /** Why they are not; empty where they are. */
  readonly reasons: readonly string[];
  /** What is known of it now, its sources merged; null once it is gone. */
  readonly current: {
    readonly value: unknown;
    readonly isErased: boolean;
    /** When the first complete list that told this value was read; null while no complete list has. */
    readonly toldWholeAt: string | null;
    /** The last complete list before it. */
    readonly toldBeforeAt: string | null;
  } | null;
  /** The entries that say so: the absence's where it is gone, else the value's. */
  readonly positions: readonly number[];
  readonly connections: readonly string[];
};

type Row = {
  readonly kind: FactKind;
  readonly scope: string;
  readonly key: string;
  readonly connection: string;
  readonly position: number;
  readonly goneAtPosition: number | null;
  readonly value: unknown;
  readonly isErased: boolean;
  readonly observedAt: string;
  readonly beforeAt: string | null;
  readonly wholeAt: string | null;
};

export function placeName({ kind, scope, key }: ItemRef): string {
  return `${kind}\n${scope}\n${key}`;
}

/**
 * Whether these items are still there, by `placeName`. Only a complete, successful list without an item proves it gone; a
 * source that fails, refuses, was renamed or removed, or a list that came back empty without its accounts, says nothing.
 */
export async function absenceOf(
  tx: Tx,
  places: readonly ItemRef[],
  services: Pick<Services, 'clock'>,
): Promise<ReadonlyMap<string, Absence>> {
  const found = new Map<string, Absence>();
  if (places.length === 0) return found;
  const rows = await readNewest(tx, places);
  const populations = await listPopulationRows(tx);
  const statuses = populationStatuses(populations, services.clock.now());
  const groups = Map.groupBy(rows, placeName);
  for (const place of places) {
    const status = statuses.find(({ kind, scope }) => kind === place.kind && scope === place.scope);
    const told = groups.get(placeName(place)) ?? [];
    found.set(placeName(place), judge(place.kind, told, { status, populations }));
  }
  return found;
}

/**
 * The newest row of each item and source. `wholeAt`: the first list after it that was complete and believable, which is the
 * one that proves an absence; an empty list of accounts or grants is believed only where accounts were listed with it.
 */
async function readNewest(tx: Tx, places: readonly ItemRef[]): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with asked as (
      select * from unnest(${places.map(({ kind }) => kind)}::text[], ${places.map(({ scope }) => scope)}::text[],
        ${places.map(({ key }) => key)}::text[]) as a (kind, scope, key)),
    told as (
      select distinct on (f.kind, f.scope, f.key, f.connection_id) f.kind, f.scope, f.key, f.connection_id, f.position,
        case when f.is_gone then f.superseded_position end as gone_position, f.value, f.is_erased, f.observed_at
      from asked join fact f on f.workspace_id = ${tx.workspaceId} and f.kind = asked.kind and f.scope = asked.scope
        and f.key = asked.key
      order by f.kind, f.scope, f.key, f.connection_id, f.position desc)
    select told.kind, told.scope, told.key, told.connection_id as connection, told.position,
      told.gone_position as "goneAtPosition", told.value, told.is_erased as "isErased",
      told.observed_at as "observedAt", earlier.last_complete_at as "beforeAt", later.last_pull_at as "wholeAt"
    from told
    left join lateral (
      select last_complete_at from population_version v
      where v.workspace_id = ${tx.workspaceId} and v.kind = told.kind and v.scope = told.scope
        and v.connection_id = told.connection_id and v.position < coalesce(told.gone_position, told.position)
      order by v.position desc limit 1) earlier on true
    left join lateral (
      select last_pull_at from population_version v
      where v.workspace_id = ${tx.workspaceId} and v.kind = told.kind and v.scope = told.scope
        and v.connection_id = told.connection_id and v.position > coalesce(told.gone_position, told.position)
        and v.is_complete and (v.items > 0 or v.kind not in ('account', 'grant') or exists (
          select from population_version beside
          where beside.workspace_id = v.workspace_id and beside.kind = 'account' and v.kind <> 'account'
            and beside.scope = v.scope and beside.connection_id = v.connection_id
            and beside.position = v.position and beside.is_complete and beside.items > 0))
      order by v.position limit 1) later on true
    order by told.kind, told.scope, told.key, told.connection_id`.execute(tx.db);
  return rows;
}

type Lists = {
  readonly status: PopulationStatus | undefined;
  readonly populations: readonly PopulationRow[];
};

function judge(kind: FactKind, rows: readonly Row[], { status, populations }: Lists): Absence {
  const present = rows.filter((row) => row.goneAtPosition === null);
  const isThere = present.length > 0;
  const proven = rows.map((row) => row.wholeAt);
  const isProven = rows.length > 0 && !isThere && proven.every((at) => at !== null);
  return {
    lastSeenAt: latest(rows.map((row) => seenAt(row, populations))),
    firstAbsentAt: isProven ? latest(proven) : null,
    isThere,
    isObservable: status?.isComplete === true,
    reasons: status === undefined ? ['no source lists it'] : status.reasons,
    current: isThere ? currentOf(kind, present) : null,
    positions: (isThere ? present : rows).map((row) => row.goneAtPosition ?? row.position),
    connections: rows.map((row) => row.connection),
  };
}

/** An item nobody stated absent was in every complete list since; one that is gone, in the last before its absence. */
function seenAt(row: Row, populations: readonly PopulationRow[]): string | null {
  if (row.goneAtPosition !== null) return latest([row.observedAt, row.beforeAt]);
  const list = populations.find(
    ({ kind, scope, connection }) =>
      kind === row.kind && scope === row.scope && connection === row.connection,
  );
  return latest([row.observedAt, list?.lastCompleteAt ?? null]);
}

function currentOf(kind: FactKind, present: readonly Row[]): Absence['current'] {
  const whole = present.map((row) => row.wholeAt);
  return {
    // Only tokenised records of this kind are stored under it.
    value: mergeFacts(present.map((row) => row.value as FactOf<typeof kind>)),
    isErased: present.some((row) => row.isErased),
    toldWholeAt: whole.includes(null) ? null : latest(whole),
    toldBeforeAt: latest(present.map((row) => row.beforeAt)),
  };
}

function latest(instants: readonly (string | null)[]): string | null {
  return instants.reduce((last, at) => (last === null || (at !== null && at > last) ? at : last), null);
}

/** The fields by which items name people, or an organisation. */
export type NamingField =
  | 'holder'
  | 'owner'
  | 'person'
  | 'holders'
  | 'knownBy'
  | 'secretCustodians'
  | 'mfaCustodians'
  | 'recoveryMailHolder'
  | 'recoveryPhoneHolder'
  | 'delegates'
  | 'organisation'
  | 'via';

const itemsMax = 50_000;

/** Current items of a kind that name one of these people in a field; throws past its bound rather than leave any out. */
export async function itemsNaming<K extends FactKind>(
  tx: Tx,
  asked: { readonly kind: K; readonly field: NamingField; readonly subjects: readonly string[] },
): Promise<readonly (ItemRef & { readonly value: FactOf<K> })[]> {
  if (asked.subjects.length === 0) return [];
  const { rows } = await sql<ItemRef & { value: FactOf<K> }>`
    select distinct on (scope, key) kind, scope, key, value from fact
    where workspace_id = ${tx.workspaceId} and kind = ${asked.kind} and superseded_position is null and not is_erased
      and value -> ${asked.field} ?| ${asked.subjects}::text[]
    order by scope, key, connection_id limit ${itemsMax + 1}`.execute(tx.db);
  if (rows.length > itemsMax) throw new Error(`more than ${itemsMax} items name these people`);
  return rows;
}
