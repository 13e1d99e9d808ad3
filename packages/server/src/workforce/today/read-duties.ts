import { listPopulations } from '../../facts/index.ts';
import {
  type Actor,
  type MayDo,
  readWorkspace,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { peopleGaps } from '../people-gaps.ts';
import { byUrgency, type Duty } from './duty.ts';
import { lateRemovals, waitingReports } from './removals-due.ts';
import { gainsWithoutRequest, requestsToApprove } from './requests-due.ts';
import { reviewsOf, reviewsToHold } from './reviews-due.ts';
import { agenciesEnding, attestationsToConfirm, attestationsToRenew, neverRead } from './systems-due.ts';

export type Asker = { readonly workspaceId: WorkspaceId; readonly actor: Actor; readonly may: MayDo };

/**
 * What waits for whoever asks in the rooms of people and access, the most urgent first, each part only for who may see it.
 * Every part is counted to a limit by an index, so that the answer costs the same however much there is.
 */
export async function readDuties(
  tx: Tx,
  { workspaceId, actor, may }: Asker,
  services: Pick<Services, 'clock'>,
): Promise<readonly Duty[]> {
  const now = services.clock.now();
  const { zone } = await readWorkspace(tx, workspaceId);
  const populations = await listPopulations(tx, services);
  const whenMay = async (action: string, part: () => Promise<readonly Duty[]>) =>
    may({}, action) ? part() : [];
  const parts = [
    await reviewsOf(tx, actor.id, now),
    await whenMay('leaver.list', async () => lateRemovals(tx, now, await peopleGaps(tx, services))),
    await whenMay('leave-report.list', () => waitingReports(tx)),
    await whenMay('access-review.open', () => reviewsToHold(tx, { now, zone })),
    await whenMay('access-request.approve', () => requestsToApprove(tx, actor.id)),
    await whenMay('access-request.read', () => gainsWithoutRequest(tx, now, partialGrants(populations))),
    await whenMay('attestation.approve', () => attestationsToConfirm(tx, actor.id, now)),
    await whenMay('system.list', () => attestationsToRenew(tx, now)),
    await whenMay('agency.list', () => agenciesEnding(tx, { now, zone })),
    await whenMay('system.list', () => neverRead(tx, populations)),
  ];
  return parts.flat().toSorted(byUrgency);
}

function partialGrants(populations: Awaited<ReturnType<typeof listPopulations>>): readonly string[] {
  return populations
    .filter(({ kind, isComplete }) => kind === 'grant' && !isComplete)
    .map(({ scope }) => `the list of grants of ${scope} is not whole, so new ones may be missing`);
}
