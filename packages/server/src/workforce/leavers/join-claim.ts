import { append } from '../../ledger/index.ts';
import type { Actor, Services, Tx } from '../../platform/index.ts';
import { targetName } from '../removals/open-removals.ts';
import { removalsOf } from '../removals/removals.store.ts';
import { fanOut } from './fan-out.ts';
import type { LeaverRun } from './leaver-run.ts';
import { moveRemovals, updateRun } from './leaver-runs.store.ts';
import { runEntry } from './open-run.ts';

export type JoiningClaim = Pick<LeaverRun, 'effectiveAt' | 'isInvoluntary' | 'trigger' | 'toldLeftAt'>;

/**
 * One more word on somebody's leaving joins their run: the earliest day that anybody states is the one that counts, and with
 * it move the times by which things have to be gone. In the caller's transaction.
 */
export async function joinClaim(
  tx: Tx,
  run: LeaverRun,
  claim: JoiningClaim,
  by: { readonly actor: Actor; readonly services: Services },
): Promise<LeaverRun> {
  const { services, actor } = by;
  const isSooner = claim.effectiveAt < run.effectiveAt;
  const effectiveAt = isSooner ? claim.effectiveAt : run.effectiveAt;
  const isInvoluntary = run.isInvoluntary || claim.isInvoluntary;
  const next = { ...run, ...claim, effectiveAt, isInvoluntary };
  const dues = await movedDues(tx, run, next, services);
  const { id, trigger } = next;
  const payload = { run: id, trigger, from: run.effectiveAt, effectiveAt, isInvoluntary, removals: dues };
  const entry = runEntry('leaver-run.claimed@1', run, { actor, at: services.clock.now() }, payload);
  const [appended] = await append(tx, [entry], services);
  const written = { ...next, position: appended?.position ?? -1 };
  await moveRemovals(tx, { origin: id, effectiveAt, dues });
  await updateRun(tx, written);
  return written;
}

/** What the fan still holds is due by the rule; what it no longer holds, as much sooner as the run is. Never later. */
async function movedDues(tx: Tx, run: LeaverRun, next: LeaverRun, services: Services) {
  if (run.effectiveAt === next.effectiveAt && run.isInvoluntary === next.isInvoluntary) return [];
  const targets = await fanOut(tx, next, services);
  const dueOf = new Map(targets.map((target) => [targetName(target), target.dueAt]));
  const soonerMs = Date.parse(run.effectiveAt) - Date.parse(next.effectiveAt);
  return (await removalsOf(tx, [run.id])).map((removal) => {
    const shifted = new Date(Date.parse(removal.dueAt) - soonerMs).toISOString();
    const dueAt = dueOf.get(targetName(removal)) ?? shifted;
    return { removal: removal.id, dueAt: dueAt < removal.dueAt ? dueAt : removal.dueAt };
  });
}
