import { listConnections } from '../../connections/index.ts';
import type { Absence } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { RemovalTarget } from './removal.ts';

const ownConnector = 'daybook';
const ownSystem = 'daybook';

/**
 * Whether an item is known by people's word alone: accounts and grants that Daybook tells of another system are what two
 * people attested, not what a source listed.
 */
export async function attestedConnections(
  tx: Tx,
): Promise<(target: Pick<RemovalTarget, 'kind' | 'scope'>, absence: Absence | null) => boolean> {
  const connections = await listConnections(tx);
  const own = new Set(connections.filter(({ connector }) => connector === ownConnector).map(({ id }) => id));
  return ({ kind, scope }, absence) => {
    if (absence === null || (kind !== 'account' && kind !== 'grant') || scope === ownSystem) return false;
    return absence.connections.length > 0 && absence.connections.every((id) => own.has(id));
  };
}
