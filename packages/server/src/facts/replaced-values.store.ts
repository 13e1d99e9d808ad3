import type { FactKind, FactOf } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** One source told something else of an item than before, without its having been gone in between. */
export type ReplacedValue<K extends FactKind> = {
  readonly scope: string;
  readonly key: string;
  readonly before: FactOf<K>;
  readonly after: FactOf<K>;
  readonly position: number;
  readonly observedAt: string;
  /** The last whole list before; null where there was none. */
  readonly lastWholeAt: string | null;
  /** Whether the reading just before was whole. */
  readonly wasWholeBefore: boolean;
};

/** What was replaced after a position of these items of one list; what was erased is left out. In ledger order. */
export async function replacedValues<K extends FactKind>(
  tx: Tx,
  { kind, scope, after }: { readonly kind: K; readonly scope: string; readonly after: number },
  keys: readonly string[],
): Promise<readonly ReplacedValue<K>[]> {
  if (keys.length === 0) return [];
  // Facts are parsed by the schema of their kind when they are stored.
  const { rows } = await sql<ReplacedValue<K>>`
    select f.scope, f.key, e.value as before, f.value as after, f.position, f.observed_at as "observedAt",
      list.last_complete_at as "lastWholeAt", coalesce(list.is_complete, false) as "wasWholeBefore"
    from fact f join fact e on e.workspace_id = f.workspace_id and e.kind = f.kind and e.scope = f.scope
      and e.key = f.key and e.connection_id = f.connection_id and e.superseded_position = f.position and not e.is_gone
    left join lateral (
      select v.is_complete, v.last_complete_at from population_version v
      where v.workspace_id = f.workspace_id and v.kind = f.kind and v.scope = f.scope
        and v.connection_id = f.connection_id and v.position < f.position
      order by v.position desc limit 1) list on true
    where f.workspace_id = ${tx.workspaceId} and f.kind = ${kind} and f.scope = ${scope}
      and f.key = any(${keys}::text[]) and f.position > ${after} and not f.is_erased and not e.is_erased
    order by f.position, f.key`.execute(tx.db);
  return rows;
}
