import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { maskedReason } from '../masked-reason.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { endRemovals } from '../removals/decide-removal.ts';
import type { Removal } from '../removals/removal.ts';
import { removalsOf } from '../removals/removals.store.ts';
import type { LeaverRun } from './leaver-run.ts';
import { lockRun, updateRun } from './leaver-runs.store.ts';
import { runEntry } from './open-run.ts';
import { waitingStates } from './return-run.ts';
import { standsOf } from './stands-of.ts';

export type RescissionApproval = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly run: string;
};

export type Rescission = RescissionApproval & { readonly reason: string };

type By = { readonly actor: Actor; readonly services: Services };

/**
 * They came back, or it was the wrong day: what is open of it need not go any more. What was proven stays as it was, and so
 * does the history. Never by whom it is about. While a source still says that they left, where something is late, and once the
 * run is over, this only asks for it: a second person has to approve.
 */
export async function rescindRun(order: Rescission, services: Services): Promise<LeaverRun> {
  const { actor } = order;
  const reason = maskedReason(order.reason, services);
  return decide(order, services, async (tx, run) => {
    const removals = await removalsOf(tx, [run.id]);
    if (await needsSecond(tx, run, removals, services)) return ask(tx, run, reason, { actor, services });
    const alone = { ...run, rescindReason: reason, rescindAskedBy: null, rescindAskedAt: null };
    return end(tx, alone, removals, { actor, services });
  });
}

/** A second person agrees that the run is rescinded. Throws `second-person-needed` to whoever asked for it. */
export async function approveRescission(order: RescissionApproval, services: Services): Promise<LeaverRun> {
  const { actor } = order;
  return decide(order, services, async (tx, run) => {
    if (run.rescindAskedBy === null) refuse('bad-request', 'nobody has asked for it to be rescinded');
    if (isOneself(await pseudonymsOf(tx, actor), run.rescindAskedBy)) refuse('second-person-needed');
    return end(tx, run, await removalsOf(tx, [run.id]), { actor, services });
  });
}

async function decide(
  { workspaceId, actor, run: id }: RescissionApproval,
  services: Services,
  change: (tx: Tx, run: LeaverRun) => Promise<LeaverRun>,
): Promise<LeaverRun> {
  services.keyring.assertOpen();
  if (actor.kind !== 'user') refuse('person-needed');
  const decided = await services.database.withWorkspace(workspaceId, async (tx) => {
    const run = (await lockRun(tx, id)) ?? refuse('not-found');
    if (run.state === 'rescinded') refuse('already-decided');
    if (isOneself(await pseudonymsOf(tx, actor), run.subject)) refuse('own-rights');
    return change(tx, run);
  });
  services.live.publish(workspaceId, 'ledger');
  return decided;
}

/** One person's word would hide what a list still says, or what came too late. */
async function needsSecond(
  tx: Tx,
  run: LeaverRun,
  removals: readonly Removal[],
  services: Services,
): Promise<boolean> {
  if (run.state === 'closed') return true;
  const now = services.clock.now();
  if (removals.some(({ firstAbsentAt, dueAt }) => (firstAbsentAt ?? now) > dueAt)) return true;
  if (run.subject !== null) {
    const [stand] = await standsOf(tx, [run.subject], services);
    return stand?.is === 'left' || stand?.is === 'unheard';
  }
  // Only a list of ours ends an engagement: the agency's own register.
  return run.toldLeftAt !== null && (await isEnded(tx, run.agency, now));
}

async function isEnded(tx: Tx, agency: string | null, now: string): Promise<boolean> {
  const found = (await readAgencies(tx)).find(({ id }) => id === agency);
  if (found === undefined) return false;
  return found.endedAt !== null || (found.engagementUntil ?? now.slice(0, 10)) < now.slice(0, 10);
}

async function ask(tx: Tx, run: LeaverRun, reason: string, { actor, services }: By): Promise<LeaverRun> {
  const at = services.clock.now();
  const entry = runEntry('leaver-run.rescission-asked@1', run, { actor, at }, { run: run.id, reason });
  const [appended] = await append(tx, [entry], services);
  const asked = { rescindAskedBy: actor.id, rescindAskedAt: at, rescindReason: reason };
  const written = { ...run, ...asked, position: appended?.position ?? -1 };
  await updateRun(tx, written);
  return written;
}

async function end(
  tx: Tx,
  run: LeaverRun,
  removals: readonly Removal[],
  { actor, services }: By,
): Promise<LeaverRun> {
  const at = services.clock.now();
  const waiting = removals.filter(({ state }) => waitingStates.includes(state));
  await endRemovals(tx, { origin: run.id, as: 'withdrawn' }, waiting, { actor, services });
  const payload = {
    run: run.id,
    reason: run.rescindReason,
    askedBy: run.rescindAskedBy,
    withdrawn: waiting.length,
  };
  const entry = runEntry('leaver-run.rescinded@1', run, { actor, at }, payload);
  const [appended] = await append(tx, [entry], services);
  const ended = { state: 'rescinded' as const, closedAt: null, rescindedAt: at, rescindedBy: actor.id };
  const written = { ...run, ...ended, position: appended?.position ?? -1 };
  await updateRun(tx, written);
  return written;
}
