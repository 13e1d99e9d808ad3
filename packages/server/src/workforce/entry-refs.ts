import { readEntriesAt } from '../ledger/index.ts';
import type { Tx } from '../platform/index.ts';

const pageSize = 1_000;

/** What entries of these types name, by ids that begin with a prefix: the rows that hold what such an entry said. */
export async function entryRefs(
  tx: Tx,
  positions: readonly number[],
  told: { readonly types: readonly string[]; readonly prefix: string },
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (let at = 0; at < positions.length; at += pageSize) {
    for (const { entry } of await readEntriesAt(tx, positions.slice(at, at + pageSize))) {
      if (!told.types.some((type) => entry.type.startsWith(`${type}@`))) continue;
      for (const ref of entry.refs) if (ref.startsWith(told.prefix)) found.add(ref);
    }
  }
  return [...found];
}
