import { type Check, type FactKind, type Item, relatedKeys } from '@daybook/kit';
import { type ItemRef, readItems, type StoredItem } from '../facts/index.ts';
import type { Tx } from '../platform/index.ts';

/** All that these items may ask for beside them under this check. */
export async function readRelated(
  tx: Tx,
  check: Check,
  items: readonly Item[],
): Promise<readonly StoredItem[]> {
  if (check.related === null) return [];
  const keysByScope = new Map<string | null, Set<string>>();
  for (const item of items) {
    const scope = check.related.scope === 'same' ? item.scope : null;
    const keys = keysByScope.get(scope) ?? new Set();
    keysByScope.set(scope, keys);
    for (const key of relatedKeys(check, item)) keys.add(key);
  }
  return readByScope(tx, check.related.kind, keysByScope);
}

/** The items at these places that are there now. */
export function readPlaces(
  tx: Tx,
  kind: FactKind,
  places: readonly Pick<ItemRef, 'scope' | 'key'>[],
): Promise<readonly StoredItem[]> {
  const keysByScope = new Map<string, string[]>();
  for (const { scope, key } of places) {
    const keys = keysByScope.get(scope);
    if (keys === undefined) keysByScope.set(scope, [key]);
    else keys.push(key);
  }
  return readByScope(tx, kind, keysByScope);
}

/** `null` as the scope stands for all scopes. */
async function readByScope(
  tx: Tx,
  kind: FactKind,
  keysByScope: ReadonlyMap<string | null, Iterable<string>>,
): Promise<readonly StoredItem[]> {
  const found: StoredItem[] = [];
  for (const [scope, keys] of keysByScope) {
    const query = { kind, keys: [...keys], ...(scope === null ? {} : { scope }), limit: pageItems };
    if (query.keys.length === 0) continue;
    let after: ItemRef | null = null;
    for (;;) {
      const page: readonly StoredItem[] = await readItems(tx, { ...query, ...(after !== null && { after }) });
      found.push(...page);
      after = page.at(-1) ?? null;
      if (page.length < pageItems) break;
    }
  }
  return found;
}

const pageItems = 5_000;
