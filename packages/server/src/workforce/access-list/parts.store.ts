import { type FactOf, mergeFacts } from '@daybook/kit';
import { sql } from 'kysely';
import { readToldItems, type ToldItem } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { AccountRef } from '../linking/account-link.ts';
import { type Part, type PartKind, type Placed, toldOf } from './told-part.ts';

export type FactPlace = { readonly kind: PartKind; readonly scope: string; readonly key: string };

type StoredPart = {
  readonly kind: PartKind;
  readonly scope: string;
  readonly key: string;
  readonly system: string;
  readonly holder: string;
  readonly told: Placed['told'];
  readonly connections: readonly string[];
  readonly position: number;
  readonly observedAt: string;
  readonly isGone: boolean;
};

/** Brings the parts of these items up to the facts; answers whose cells rest on them, before and after. */
export async function takeParts(tx: Tx, places: readonly FactPlace[]): Promise<readonly AccountRef[]> {
  const touched: AccountRef[] = [];
  for (const [name, group] of Map.groupBy(places, ({ kind, scope }) => `${kind}\n${scope}`)) {
    const [first] = group;
    if (first === undefined) throw new Error(`no item in ${name}`);
    const keys = [...new Set(group.map(({ key }) => key))];
    const before = await partsByKey(tx, first, keys);
    const facts = await readToldItems(tx, first, keys);
    const parts = facts.flatMap((fact) => partOf(first, fact, before.get(fact.key)));
    await saveParts(tx, parts);
    touched.push(...before.values(), ...parts);
  }
  return touched;
}

function partOf(
  { kind, scope }: FactPlace,
  fact: ToldItem,
  before: StoredPart | undefined,
): readonly StoredPart[] {
  const { key, position, observedAt } = fact;
  const placed = fact.isErased ? erasedAt(kind, key, before) : toldOf(kind, valueTold(fact));
  // An erased grant nobody knew before it was followed: whose it was cannot be told any more.
  if (placed === null) return [];
  const { system, holder, told } = placed;
  const connections = fact.connections ?? before?.connections ?? [];
  const isGone = fact.values === null;
  return [{ kind, scope, key, system, holder, told, connections, position, observedAt, isGone }];
}

/** The values of one item are all of its kind; what is gone is told by its last value. */
function valueTold({ values, last }: ToldItem): FactOf<PartKind> {
  return mergeFacts<PartKind>((values ?? [last]) as readonly FactOf<PartKind>[]);
}

function erasedAt(kind: PartKind, key: string, before: StoredPart | undefined): Placed | null {
  if (before !== undefined) return { kind, system: before.system, holder: before.holder, told: null };
  const found = kind === 'account' ? /^(.+)\/(sub_[0-9a-f-]{36})$/.exec(key) : null;
  const [, system, holder] = found ?? [];
  return system === undefined || holder === undefined ? null : { kind, system, holder, told: null };
}

const columns = sql`kind, scope, key, system, holder, told, connections, position, observed_at as "observedAt",
  is_gone as "isGone"`;

async function partsByKey(tx: Tx, { kind, scope }: FactPlace, keys: readonly string[]) {
  const { rows } = await sql<StoredPart>`
    select ${columns} from access_part
    where workspace_id = ${tx.workspaceId} and kind = ${kind} and scope = ${scope} and key = any(${keys}::text[])`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.key, row]));
}

async function saveParts(tx: Tx, parts: readonly StoredPart[]): Promise<void> {
  if (parts.length === 0) return;
  await sql`
    insert into access_part (workspace_id, kind, scope, key, system, holder, told, connections, position, observed_at, is_gone)
    select ${tx.workspaceId}, p.kind, p.scope, p.key, p.system, p.holder, coalesce(p.told, 'null'), p.connections,
      p.position, p."observedAt", p."isGone"
    from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as p (kind text, scope text, key text, system text,
      holder text, told jsonb, connections text[], position bigint, "observedAt" timestamptz, "isGone" boolean)
    on conflict (workspace_id, kind, scope, key) do update set system = excluded.system, holder = excluded.holder,
      told = excluded.told, connections = excluded.connections, position = excluded.position,
      observed_at = excluded.observed_at, is_gone = excluded.is_gone`.execute(tx.db);
}

/** What is there now of these holders on these systems; looked up pair by pair, whatever the statistics say. */
export async function readParts(tx: Tx, pairs: readonly AccountRef[]): Promise<readonly Part[]> {
  const { rows } = await sql<Part>`
    select p.kind, p.scope, p.key, p.system, p.holder, p.told, p.connections, p.position, p.observed_at as "observedAt"
    from unnest(${pairs.map(({ holder }) => holder)}::text[], ${pairs.map(({ system }) => system)}::text[])
      as asked (holder, system)
    cross join lateral (select * from access_part own where own.workspace_id = ${tx.workspaceId}
      and own.holder = asked.holder and own.system = asked.system and not own.is_gone offset 0) p
    order by p.kind, p.scope, p.key`.execute(tx.db);
  return rows;
}

export type PartPlace = FactPlace & AccountRef & { readonly isGone: boolean };

/** Every item that ever told of these holders on these systems, gone ones included; at most 1,000. */
export async function listPartPlaces(tx: Tx, pairs: readonly AccountRef[]): Promise<readonly PartPlace[]> {
  const { rows } = await sql<PartPlace>`
    select p.kind, p.scope, p.key, p.system, p.holder, p.is_gone as "isGone"
    from unnest(${pairs.map(({ holder }) => holder)}::text[], ${pairs.map(({ system }) => system)}::text[])
      as asked (holder, system)
    join access_part p on p.holder = asked.holder and p.system = asked.system
    where p.workspace_id = ${tx.workspaceId} order by p.position desc limit 1000`.execute(tx.db);
  return rows;
}

/** Accounts of these systems, for when a system begins or ceases to tell its grants. */
export async function markSystemsDue(tx: Tx, systems: readonly string[]): Promise<void> {
  if (systems.length === 0) return;
  await sql`
    insert into access_due (workspace_id, holder, system)
    select distinct workspace_id, holder, system from access_part
    where workspace_id = ${tx.workspaceId} and system = any(${systems}::text[]) and not is_gone
    on conflict do nothing`.execute(tx.db);
}

export async function takeDue(tx: Tx, limit: number): Promise<readonly AccountRef[]> {
  const { rows } = await sql<AccountRef>`
    delete from access_due where workspace_id = ${tx.workspaceId} and (holder, system) in (
      select holder, system from access_due where workspace_id = ${tx.workspaceId} limit ${limit})
    returning holder, system`.execute(tx.db);
  return rows;
}

/** Takes what these items told, keeping that they are there; their cells are joined again. */
export async function forgetParts(tx: Tx, places: readonly FactPlace[]): Promise<void> {
  if (places.length === 0) return;
  await sql`
    with forgotten as (
      update access_part p set told = 'null'
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as asked (kind text, scope text, key text)
      where p.workspace_id = ${tx.workspaceId} and p.kind = asked.kind and p.scope = asked.scope and p.key = asked.key
      returning p.workspace_id, p.holder, p.system)
    insert into access_due (workspace_id, holder, system)
    select distinct workspace_id, holder, system from forgotten on conflict do nothing`.execute(tx.db);
}
