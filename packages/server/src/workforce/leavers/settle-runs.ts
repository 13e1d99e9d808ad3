import { append, type EntryInput } from '../../ledger/index.ts';
import { type Services, systemActor, type Tx } from '../../platform/index.ts';
import { type RemovalMark, removalMarks } from '../removals/removals.store.ts';
import type { LeaverRun } from './leaver-run.ts';
import { lockUnsettledRuns, updateRun } from './leaver-runs.store.ts';
import { listsSince } from './lists-since.ts';
import { runEntry } from './open-run.ts';
import { type RunLists, runClock } from './run-clock.ts';

/** Closes runs of which nothing is open any more once every list was whole since, and opens closed ones again of which something is. */
export async function settleRuns(tx: Tx, services: Services): Promise<number> {
  const runs = await lockUnsettledRuns(tx);
  if (runs.length === 0) return 0;
  const removals = Map.groupBy(
    await removalMarks(
      tx,
      runs.map(({ id }) => id),
    ),
    ({ origin }) => origin,
  );
  const at = services.clock.now();
  const listsOf = await listsSince(tx, runs);
  const changed = runs.flatMap((run) =>
    settleRun({ run, lists: listsOf(run) }, removals.get(run.id) ?? [], at),
  );
  const appended = await append(
    tx,
    changed.map(({ entry }) => entry),
    services,
  );
  for (const [i, { run }] of changed.entries())
    await updateRun(tx, { ...run, position: appended[i]?.position ?? -1 });
  return changed.length;
}

function settleRun(
  { run, lists }: { readonly run: LeaverRun; readonly lists: RunLists },
  removals: readonly RemovalMark[],
  at: string,
): { readonly run: LeaverRun; readonly entry: EntryInput }[] {
  const by = { actor: systemActor, at };
  const open = removals.filter(({ state }) => state === 'open').length;
  if (run.state === 'closed' && open > 0) {
    const entry = runEntry('leaver-run.reopened@1', run, by, { run: run.id, open });
    return [{ run: { ...run, state: 'open', closedAt: null }, entry }];
  }
  // A run that found nothing stays open: nobody knows yet that there is nothing.
  if (run.state !== 'open' || open > 0 || removals.length === 0) return [];
  const { lowerAt, upperAt, standing } = runClock(run.effectiveAt, removals, lists);
  // Neither does one that ends while a list was never whole since: something of theirs may still come to light.
  if (standing === 'not-observable') return [];
  const payload = { run: run.id, standing, lowerAt, upperAt, items: removals.length };
  const entry = runEntry('leaver-run.closed@1', run, by, payload);
  return [{ run: { ...run, state: 'closed', closedAt: at }, entry }];
}
