import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { maskedReason } from '../masked-reason.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { endRemovals } from '../removals/decide-removal.ts';
import { removalsOf } from '../removals/removals.store.ts';
import type { LeaverRun } from './leaver-run.ts';
import { lockRun, updateRun } from './leaver-runs.store.ts';
import { runEntry } from './open-run.ts';

export type Rescission = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly run: string;
  readonly reason: string;
};

/**
 * They came back, or it was the wrong day: what is open of it need not go any more. What was proven stays as it was, and so
 * does the history. Never by whom it is about.
 */
export async function rescindRun(order: Rescission, services: Services): Promise<LeaverRun> {
  services.keyring.assertOpen();
  const { workspaceId, actor } = order;
  if (actor.kind !== 'user') refuse('person-needed');
  const reason = maskedReason(order.reason, services);
  const rescinded = await services.database.withWorkspace(workspaceId, async (tx) => {
    const run = (await lockRun(tx, order.run)) ?? refuse('not-found');
    if (run.state === 'rescinded') refuse('already-decided');
    if (isOneself(await pseudonymsOf(tx, actor), run.subject)) refuse('own-rights');
    const at = services.clock.now();
    const open = (await removalsOf(tx, [run.id])).filter(({ state }) =>
      ['open', 'attested', 'excepted'].includes(state),
    );
    await endRemovals(tx, { origin: run.id, as: 'withdrawn' }, open, { actor, services });
    const words = { rescindedAt: at, rescindedBy: actor.id, rescindReason: reason };
    const payload = { run: run.id, reason, withdrawn: open.length };
    const entry = runEntry('leaver-run.rescinded@1', run, { actor, at }, payload);
    const [appended] = await append(tx, [entry], services);
    const next = { ...run, ...words, state: 'rescinded' as const, closedAt: null };
    const written = { ...next, position: appended?.position ?? -1 };
    await updateRun(tx, written);
    return written;
  });
  services.live.publish(workspaceId, 'ledger');
  return rescinded;
}
