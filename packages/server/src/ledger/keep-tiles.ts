import { TILE_WIDTH } from '@daybook/ledger';
import { describeError, type Services, type WorkspaceId } from '../platform/index.ts';
import { newestLog, readHead } from './logs.store.ts';
import { rootsOfTiles } from './read-tiles.ts';

/** How many full tiles of a log are known to be kept; a process that begins looks once from the start. */
export type KeptTiles = Map<string, number>;

/** So many tiles in one transaction: their hashing holds up everything else in this process. Divides the tile's width. */
const tilesAtOnce = 32;

/**
 * Keeps every tile of the newest logs that has become full, so that even the first proof after a long import reads a few
 * tiles and not the whole log. Safe to repeat, to stop halfway and to run in several processes.
 */
export async function keepTiles(
  workspaceIds: Iterable<WorkspaceId>,
  kept: KeptTiles,
  services: Pick<Services, 'database' | 'log'>,
): Promise<void> {
  for (const workspaceId of workspaceIds) {
    try {
      while (await keepSome(workspaceId, kept, services));
    } catch (error) {
      services.log.error({ workspaceId, error: describeError(error) }, 'tiles were not kept');
    }
  }
}

/** True while there is more to do. */
function keepSome(
  workspaceId: WorkspaceId,
  kept: KeptTiles,
  services: Pick<Services, 'database'>,
): Promise<boolean> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    if (log === null) return false;
    const { size } = await readHead(tx, log.id);
    const full = Math.floor(size / TILE_WIDTH);
    const from = kept.get(log.id) ?? 0;
    const to = Math.min(full, (Math.floor(from / tilesAtOnce) + 1) * tilesAtOnce);
    if (from >= to) return false;
    await rootsOfTiles(tx, log.id, 0, { from, to });
    await keepUpper(to, (level, n) => rootsOfTiles(tx, log.id, level, { from: n, to: n + 1 }));
    kept.set(log.id, to);
    return to < full;
  });
}

/** After `tiles` lowest tiles: the tiles above that have just become full, from below. */
async function keepUpper(tiles: number, keep: (level: number, n: number) => Promise<unknown>): Promise<void> {
  for (let [level, below] = [1, tiles]; below > 0 && below % TILE_WIDTH === 0; level += 1) {
    below /= TILE_WIDTH;
    await keep(level, below - 1);
  }
}
