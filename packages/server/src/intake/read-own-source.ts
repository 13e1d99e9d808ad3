import { changeTypes, exportTypes } from '../access/index.ts';
import { findOrCreateConnection } from '../connections/index.ts';
import { newestPosition, searchEntries, takesEntries } from '../ledger/index.ts';
import { Refusal, type Services, systemActor, type Tx, type WorkspaceId } from '../platform/index.ts';
import { type OwnReading, readOwnReading, saveOwnReading } from './own-readings.store.ts';
import { type ClaimedPull, claimPull } from './run-pull.ts';

const intervalMs = 60 * 60 * 1_000;
const ownTypes = [...changeTypes, ...exportTypes, 'passkey.', 'second-factor.', 'account.'];

/**
 * Reads Daybook itself where that is due: never before, an hour ago, or since then the ledger tells of a member, a right, a
 * key or the set-up. However much changed, it is one reading. The connection is made on the first. Answers the pull begun.
 */
export async function readOwnSource(workspaceId: WorkspaceId, services: Services): Promise<string | null> {
  const claimed = await services.database
    .withWorkspace(workspaceId, (tx) => claimWhenDue(tx, workspaceId, services))
    .catch((error: unknown) => {
      // The one before still runs; the next turn looks again.
      if (error instanceof Refusal && error.code === 'pull-running') return null;
      throw error;
    });
  claimed?.begin();
  return claimed?.id ?? null;
}

async function claimWhenDue(
  tx: Tx,
  workspaceId: WorkspaceId,
  services: Services,
): Promise<ClaimedPull | null> {
  const position = await sizeOf(tx);
  // A workspace whose first entry is still to come has nothing to tell; a forked log takes nothing.
  if (position < 0 || !(await takesEntries(tx))) return null;
  const before = await readOwnReading(tx);
  const now = services.clock.now();
  const types = [...ownTypes, ...services.ownListings.types()];
  if (before !== null && !(await isDue(tx, before, { position, now, types }))) {
    if (before.position < position) await saveOwnReading(tx, { ...before, position });
    return null;
  }
  const own = {
    connector: 'daybook',
    name: 'Daybook itself',
    settings: { source: 'self' },
    actor: systemActor,
  };
  const connection = await findOrCreateConnection(tx, own, services);
  const order = { workspaceId, connection: connection.id, actor: systemActor };
  const claimed = await claimPull(tx, order, services);
  await saveOwnReading(tx, { position: await sizeOf(tx), readAt: now });
  return claimed;
}

async function sizeOf(tx: Tx): Promise<number> {
  return (await newestPosition(tx))?.position ?? -1;
}

async function isDue(
  tx: Tx,
  before: OwnReading,
  {
    position,
    now,
    types,
  }: { readonly position: number; readonly now: string; readonly types: readonly string[] },
): Promise<boolean> {
  if (before.readAt === null || Date.parse(now) - Date.parse(before.readAt) >= intervalMs) return true;
  if (position <= before.position) return false;
  const { found } = await searchEntries(tx, { types, limit: 1 });
  return (found[0]?.position ?? -1) > before.position;
}

/** What Daybook tells of itself changed without an entry of its own: it is read again at the next turn, within seconds. */
export async function makeOwnReadingDue(tx: Tx): Promise<void> {
  const before = await readOwnReading(tx);
  if (before?.readAt != null) await saveOwnReading(tx, { ...before, readAt: null });
}
