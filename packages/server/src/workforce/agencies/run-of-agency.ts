import type { Tx } from '../../platform/index.ts';
import { runsOf } from '../leavers/leaver-runs.store.ts';
import { removalMarks } from '../removals/removals.store.ts';

/** How much of what had to go with an agency is still open. */
export type AgencyRun = { readonly id: string; readonly items: number; readonly open: number };

/** The newest run of each of these agencies, by its id; without those rescinded, or over because the agency went on. */
export async function runsOfAgencies(
  tx: Tx,
  agencies: readonly string[],
): Promise<ReadonlyMap<string, AgencyRun>> {
  const runs = (await runsOf(tx, { subjects: [], agencies })).filter(
    ({ state, returnedAt }) => state !== 'rescinded' && returnedAt === null,
  );
  // Oldest first, so that the newest of each stays.
  const newest = new Map(runs.map(({ agency, id }) => [agency ?? '', id]));
  const marks = Map.groupBy(await removalMarks(tx, [...newest.values()]), ({ origin }) => origin);
  return new Map(
    [...newest].map(([agency, id]) => {
      const own = marks.get(id) ?? [];
      return [agency, { id, items: own.length, open: own.filter(({ state }) => state === 'open').length }];
    }),
  );
}
