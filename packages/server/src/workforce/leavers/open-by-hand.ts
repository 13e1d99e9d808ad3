import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { maskedReason } from '../masked-reason.ts';
import { joinClaim } from './join-claim.ts';
import type { LeaverRun } from './leaver-run.ts';
import { lockRun, runsOf } from './leaver-runs.store.ts';
import { openRun } from './open-run.ts';

export type HandOrder = Pick<LeaverRun, 'subject' | 'agency' | 'effectiveAt' | 'isInvoluntary'> & {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly reason: string;
};

const aheadMaxMs = 366 * 24 * 3_600_000;

/** Somebody says that somebody leaves. Throws `conflict` where a run of theirs is open from that day or an earlier one. */
export async function openByHand(order: HandOrder, services: Services): Promise<LeaverRun> {
  services.keyring.assertOpen();
  const reason = maskedReason(order.reason, services);
  const run = await services.database.withWorkspace(order.workspaceId, (tx) =>
    openInTx(tx, { ...order, reason, toldBy: 'hand' }, services),
  );
  services.live.publish(order.workspaceId, 'ledger');
  return run;
}

/** In the caller's transaction, as its last step. The reason is masked already. */
export async function openInTx(
  tx: Tx,
  order: HandOrder & Pick<LeaverRun, 'toldBy'>,
  services: Services,
): Promise<LeaverRun> {
  const { actor, subject, agency, effectiveAt, isInvoluntary, reason, toldBy } = order;
  if ((subject === null) === (agency === null)) refuse('bad-request', 'name a person or an agency');
  if (agency !== null && !(await readAgencies(tx)).some(({ id }) => id === agency)) refuse('not-found');
  if (Date.parse(effectiveAt) > Date.parse(services.clock.now()) + aheadMaxMs)
    refuse('bad-request', 'that is more than a year ahead');
  const at = new Date(effectiveAt).toISOString();
  // Each time somebody says so is a claim of its own.
  const trigger = `${toldBy} ${services.ids.uuid()}`;
  const sooner = await joinLaterRun(tx, { ...order, effectiveAt: at }, services);
  if (sooner !== null) return sooner;
  const told = { toldLeftAt: null, disputedAt: null };
  const draft = { subject, agency, toldBy, isInvoluntary, trigger, effectiveAt: at, reason, ...told };
  const run = await openRun(tx, draft, actor, services);
  return (
    run ?? refuse('conflict', 'a run of theirs is open already', 'go on with that one, or rescind it first')
  );
}

/**
 * Where a run of theirs is open from a later day on, the earlier day that somebody states now is the one that counts; and who
 * is made to leave is so from now on, whatever the day.
 */
async function joinLaterRun(
  tx: Tx,
  { subject, agency, effectiveAt, isInvoluntary, actor }: HandOrder,
  services: Services,
): Promise<LeaverRun | null> {
  const who = { subjects: subject === null ? [] : [subject], agencies: agency === null ? [] : [agency] };
  const open = (await runsOf(tx, who)).find(
    ({ state, returnedAt }) => state === 'open' && returnedAt === null,
  );
  const run = open === undefined ? null : await lockRun(tx, open.id);
  if (run?.state !== 'open' || run.returnedAt !== null) return null;
  const isSterner = isInvoluntary && !run.isInvoluntary;
  if (run.effectiveAt <= effectiveAt && !isSterner) return null;
  const { trigger, toldLeftAt } = run;
  return joinClaim(tx, run, { effectiveAt, isInvoluntary, trigger, toldLeftAt }, { actor, services });
}
