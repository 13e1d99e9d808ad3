import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { maskedReason } from '../masked-reason.ts';
import type { LeaverRun } from './leaver-run.ts';
import { openRun } from './open-run.ts';

export type HandOrder = Pick<LeaverRun, 'subject' | 'agency' | 'effectiveAt' | 'isInvoluntary'> & {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly reason: string;
};

const aheadMaxMs = 366 * 24 * 3_600_000;

/** Somebody says that somebody leaves. Throws `conflict` where a run of theirs is open. */
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
  const draft = { subject, agency, toldBy, isInvoluntary, trigger, effectiveAt: at, reason };
  const run = await openRun(tx, draft, actor, services);
  return (
    run ?? refuse('conflict', 'a run of theirs is open already', 'go on with that one, or rescind it first')
  );
}
