import { listPopulations } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { removalMarks } from '../removals/removals.store.ts';
import { leaverFigures } from './leaver-figures.ts';
import { runsEffectiveIn } from './leaver-runs.store.ts';
import { listsSince } from './lists-since.ts';

const dayMs = 24 * 3_600_000;

/** The figures of the last days, and whether anybody could know who left. */
export async function readFigures(tx: Tx, days: number, services: Services) {
  const now = services.clock.now();
  const window = { from: new Date(Date.parse(now) - days * dayMs).toISOString(), to: now };
  const runs = await runsEffectiveIn(tx, window);
  const removals = Map.groupBy(
    await removalMarks(
      tx,
      runs.map(({ id }) => id),
    ),
    ({ origin }) => origin,
  );
  const listsOf = await listsSince(tx, runs);
  const counted = runs.map((run) => ({ run, removals: removals.get(run.id) ?? [], lists: listsOf(run) }));
  const people = (await listPopulations(tx, services)).filter(({ kind }) => kind === 'person');
  const isWhole = people.length > 0 && people.every(({ isComplete }) => isComplete);
  const none = people.length === 0 ? ['no list of people is connected, so nobody tells who leaves'] : [];
  const reasons = [...none, ...people.flatMap((population) => population.reasons)];
  return { window, ...leaverFigures(counted, now), isWhole, reasons };
}
