import { type MayDo, refuse, type Tx } from '../platform/index.ts';
import { listConnections } from './connections.store.ts';

/**
 * The connections whose things somebody may see, by id; null is every one. A grant limited to a system names a connection:
 * lists, counts, searches and single reads show what comes from it and nothing else.
 */
export async function visibleConnections(tx: Tx, may: MayDo): Promise<readonly string[] | null> {
  if (may({})) return null;
  const ids = (await listConnections(tx)).map(({ id }) => id);
  return ids.filter((system) => may({ scope: { system } }));
}

/**
 * Before something is done to one connection. Throws `not-found` to who may not see it, whether it exists or not, and
 * `forbidden` to who may see it and no more.
 */
export function requireConnection(may: MayDo, system: string, readAction: string): void {
  const about = { scope: { system } };
  if (may(about)) return;
  refuse(may(about, readAction) ? 'forbidden' : 'not-found');
}
