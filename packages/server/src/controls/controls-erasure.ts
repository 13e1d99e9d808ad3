import { checksOfControl, currentChecks } from '@daybook/catalog';
import { erasedFinding } from '@daybook/kit';
import { sql } from 'kysely';
import type { ErasedItem, ErasurePart, Services, Tx } from '../platform/index.ts';
import { linkedItems } from './check-links.store.ts';
import { groupPlaces, type ItemPlace } from './findings.store.ts';

/** Findings lose the words that told of an erased value, and what rested on it is judged again. */
export function controlsErasure(services: Pick<Services, 'catalog' | 'clock'>): ErasurePart {
  return {
    controlsOf: (items) => controlsOf(items, services),
    forget: async (tx, _target, items) => {
      await forgetWords(tx, items);
      await markDue(tx, items, services);
    },
  };
}

function controlsOf(items: readonly ErasedItem[], { catalog }: Pick<Services, 'catalog'>) {
  return [...catalog.controls.values()].flatMap(({ id, title }) => {
    const kinds = new Set<string>(checksOfControl(catalog, id).map(({ check }) => check.population));
    const own = items.filter((item) => kinds.has(item.kind));
    const places = new Set(own.map((item) => [item.kind, item.scope, item.key].join('\n')));
    return places.size === 0 ? [] : [{ id, title, items: places.size }];
  });
}

async function forgetWords(tx: Tx, items: readonly ErasedItem[]): Promise<void> {
  for (const { kind, scope, keys } of groupPlaces(items)) {
    await sql`
      update finding set reason = ${erasedFinding.reason}, settle = null
      where workspace_id = ${tx.workspaceId} and kind = ${kind} and scope = ${scope}
        and key = any(${keys}::text[])`.execute(tx.db);
  }
}

async function markDue(
  tx: Tx,
  items: readonly ErasedItem[],
  { catalog, clock }: Pick<Services, 'catalog' | 'clock'>,
): Promise<void> {
  const current = items.filter((item) => item.isCurrent);
  for (const { check } of currentChecks(catalog)) {
    const own: ItemPlace[] = current.filter((item) => item.kind === check.population);
    const beside = current.filter((item) => item.kind === check.related?.kind);
    const byScope = Map.groupBy(beside, (item) => (check.related?.scope === 'same' ? item.scope : null));
    for (const [scope, related] of byScope) {
      const linked = await linkedItems(tx, check.id, { scope, relatedKeys: related.map((item) => item.key) });
      own.push(...linked.map((place) => ({ kind: check.population, ...place })));
    }
    await insertDue(tx, check.id, own, clock.now());
  }
}

async function insertDue(tx: Tx, checkId: string, places: readonly ItemPlace[], now: string): Promise<void> {
  if (places.length === 0) return;
  await sql`
    insert into check_due (workspace_id, check_id, kind, scope, key, due_at)
    select distinct ${tx.workspaceId}::uuid, ${checkId}, kind, scope, key, ${now}::timestamptz
    from unnest(${places.map((place) => place.kind)}::text[], ${places.map((place) => place.scope)}::text[],
      ${places.map((place) => place.key)}::text[]) as place (kind, scope, key)
    on conflict (workspace_id, check_id, kind, scope, key) do update set due_at = excluded.due_at`.execute(
    tx.db,
  );
}
