import type { Services, Tx } from '../../platform/index.ts';
import { accountsMaybeOf } from '../linking/read-links.ts';
import { readDeadlines } from '../removals/read-deadlines.ts';
import { openRuns } from './leaver-runs.store.ts';
import { listsSince } from './lists-since.ts';

const hourMs = 3_600_000;

/**
 * Why nobody can say that everything that had to go is known: of whoever left, each system of which no whole list was had
 * within the time allowed for what is critical, and each account that may be theirs until somebody says whose it is.
 */
export async function runGaps(tx: Tx, services: Pick<Services, 'clock'>): Promise<readonly string[]> {
  const { criticalHours } = await readDeadlines(tx);
  const until = new Date(Date.parse(services.clock.now()) - criticalHours * hourMs).toISOString();
  const runs = (await openRuns(tx)).filter(({ effectiveAt }) => effectiveAt <= until);
  const listsOf = await listsSince(tx, runs);
  const since = new Map<string, string>();
  for (const run of runs) {
    for (const system of listsOf(run).unseen) {
      const before = since.get(system);
      if (before === undefined || run.effectiveAt < before) since.set(system, run.effectiveAt);
    }
  }
  const unseen = [...since].map(([system, at]) =>
    `no whole list of ${system} was had since somebody left at ${at}, so nobody knows what of theirs is there`.slice(
      0,
      500,
    ),
  );
  const maybe = await accountsMaybeOf(
    tx,
    runs.flatMap(({ subject }) => subject ?? []),
  );
  return [...unseen, ...new Set(maybe.map(({ system }) => undecided(system)))];
}

function undecided(system: string): string {
  return `an account on ${system} may belong to somebody who left: somebody has to say whose it is`.slice(
    0,
    500,
  );
}
