import { append } from '../../ledger/index.ts';
import { type Services, systemActor, type Tx } from '../../platform/index.ts';
import { endRemovals } from '../removals/decide-removal.ts';
import { removalsOf } from '../removals/removals.store.ts';
import type { LeaverRun } from './leaver-run.ts';
import { updateRun } from './leaver-runs.store.ts';
import { runEntry } from './open-run.ts';

/**
 * They are here again, as every list says that told of their leaving: what is open of theirs need not go any more, and the run
 * is history. What was proven stays as it was, and what was late stays known as late until now.
 */
export async function returnRun(tx: Tx, run: LeaverRun, services: Services): Promise<void> {
  const at = services.clock.now();
  if (run.state === 'rescinded') return updateRun(tx, { ...run, returnedAt: at, disputedAt: null });
  const waiting = (await removalsOf(tx, [run.id])).filter(({ state }) => waitingStates.includes(state));
  const by = { actor: systemActor, services };
  await endRemovals(tx, { origin: run.id, as: 'withdrawn' }, waiting, by);
  const payload = { run: run.id, withdrawn: waiting.length };
  const entry = runEntry('leaver-run.returned@1', run, { actor: systemActor, at }, payload);
  const [appended] = await append(tx, [entry], services);
  const closed = { state: 'closed' as const, closedAt: run.closedAt ?? at };
  const ended = { returnedAt: at, disputedAt: null, position: appended?.position ?? -1 };
  await updateRun(tx, { ...run, ...closed, ...ended });
}

/** Removals that nothing has proven and nobody has ended. */
export const waitingStates: readonly string[] = ['open', 'attested', 'excepted'];
