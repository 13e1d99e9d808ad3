import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** An account's place among the facts. */
export type AccountPlace = { readonly scope: string; readonly key: string };

/** Where an account stands that is on none of its lists any more under the holder it had. */
export type AccountRename =
  | {
      /** The only account of its list that has the same id at the source now. */
      readonly kind: 'renamed';
      readonly scope: string;
      readonly key: string;
      readonly holder: string;
      readonly at: string;
      readonly position: number;
    }
  /** Several accounts have its id since: which of them it is nobody can tell. */
  | { readonly kind: 'unclear' };

export function accountPlaceName({ scope, key }: AccountPlace): string {
  return `${scope}\n${key}`;
}

/** Where the facts keep an account: lists of accounts are named after their system. */
export function accountPlace({
  system,
  holder,
}: {
  readonly system: string;
  readonly holder: string;
}): AccountPlace {
  return { scope: system, key: `${system}/${holder}` };
}

type Row = AccountPlace & {
  readonly toKey: string;
  readonly holder: string;
  readonly at: string;
  readonly position: number;
};

/** Of rows `one` and `other` of a list: some whole reading of it held both. */
const atOnce = sql`exists (
  select from population_version v
  where v.workspace_id = one.workspace_id and v.kind = 'account' and v.scope = one.scope
    and v.connection_id = one.connection_id and v.is_complete
    and v.position >= greatest(one.position, other.position)
    and v.position < least(one.superseded_position, coalesce(other.superseded_position, ${sql.lit('9223372036854775807')}::bigint)))`;

/**
 * Which of these accounts are gone under their holder and told under another, by the id their source gives them; by
 * `accountPlaceName`. An id that two accounts of one whole list shared is none: then nothing is said of them.
 */
export async function accountRenames(
  tx: Tx,
  places: readonly AccountPlace[],
): Promise<ReadonlyMap<string, AccountRename>> {
  if (places.length === 0) return new Map();
  const { rows } = await sql<Row>`
    with newest as (
      select distinct on (f.scope, f.key, f.connection_id) f.*
      from (select distinct scope, key from unnest(${places.map(({ scope }) => scope)}::text[],
        ${places.map(({ key }) => key)}::text[]) as place (scope, key)) asked
      join fact f on f.workspace_id = ${tx.workspaceId} and f.kind = 'account' and f.scope = asked.scope
        and f.key = asked.key
      order by f.scope, f.key, f.connection_id, f.position desc),
    gone as (
      select * from newest n where n.is_gone and n.external_id is not null and not exists (
        select from newest still where still.scope = n.scope and still.key = n.key and not still.is_gone))
    select distinct on (gone.scope, gone.key, there.key) gone.scope, gone.key, there.key as "toKey",
      there.value ->> 'holder' as holder, there.observed_at as at, there.position
    from gone join fact there on there.workspace_id = ${tx.workspaceId} and there.external_id = gone.external_id
      and there.kind = 'account' and there.scope = gone.scope and there.connection_id = gone.connection_id
      and there.superseded_position is null and there.key <> gone.key
      and there.value ->> 'system' = gone.value ->> 'system'
    where not exists (
      select from fact one join fact other on other.workspace_id = one.workspace_id and other.external_id = one.external_id
        and other.kind = one.kind and other.scope = one.scope and other.connection_id = one.connection_id
        and other.key <> one.key
      where one.workspace_id = gone.workspace_id and one.kind = 'account' and one.scope = gone.scope
        and one.key = gone.key and one.connection_id = gone.connection_id and one.external_id = gone.external_id
        and ${atOnce})
    order by gone.scope, gone.key, there.key, there.position`.execute(tx.db);
  const byPlace = Map.groupBy(rows, accountPlaceName);
  return new Map([...byPlace].map(([name, found]) => [name, renameOf(found)]));
}

function renameOf([first, ...more]: readonly Row[]): AccountRename {
  if (first === undefined || more.length > 0) return { kind: 'unclear' };
  const { scope, toKey, holder, at, position } = first;
  return { kind: 'renamed', scope, key: toKey, holder, at, position };
}

export type FormerAccount = AccountPlace & { readonly holder: string };

/** Under which holders these accounts were told before, oldest first; by `accountPlaceName`. */
export async function formerAccounts(
  tx: Tx,
  places: readonly AccountPlace[],
): Promise<ReadonlyMap<string, readonly FormerAccount[]>> {
  if (places.length === 0) return new Map();
  const { rows } = await sql<FormerAccount & { readonly newKey: string }>`
    select was.scope, was.key, min(was.value ->> 'holder') as holder, now.key as "newKey"
    from (select distinct scope, key from unnest(${places.map(({ scope }) => scope)}::text[],
      ${places.map(({ key }) => key)}::text[]) as place (scope, key)) asked
    join fact now on now.workspace_id = ${tx.workspaceId} and now.kind = 'account' and now.scope = asked.scope
      and now.key = asked.key and now.superseded_position is null and now.external_id is not null
    join fact was on was.workspace_id = ${tx.workspaceId} and was.external_id = now.external_id
      and was.kind = 'account' and was.scope = now.scope and was.connection_id = now.connection_id
      and was.key <> now.key and was.is_gone
    group by was.scope, was.key, now.key order by max(was.position)`.execute(tx.db);
  const renames = await accountRenames(tx, rows);
  const isSame = (row: (typeof rows)[number]) => {
    const rename = renames.get(accountPlaceName(row));
    return rename?.kind === 'renamed' && rename.key === row.newKey;
  };
  const byPlace = Map.groupBy(rows.filter(isSame), ({ scope, newKey }) =>
    accountPlaceName({ scope, key: newKey }),
  );
  return new Map(
    [...byPlace].map(([name, former]) => [
      name,
      former.map(({ scope, key, holder }) => ({ scope, key, holder })),
    ]),
  );
}
