import { readWorkspace, type Services, systemActor, type Tx } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { endOfDay } from '../removals/deadlines.ts';
import { joinClaim } from './join-claim.ts';
import type { LeaverRun } from './leaver-run.ts';
import { runsOf } from './leaver-runs.store.ts';
import { openRuns, type RunOrder } from './open-run.ts';
import { returnRun } from './return-run.ts';

/** Opens a run for each agency whose engagement is over, with its three layers; answers how many changed. */
export async function followAgencies(tx: Tx, services: Services): Promise<number> {
  const agencies = await readAgencies(tx);
  if (agencies.length === 0 || tx.workspaceId === null) return 0;
  const { zone } = await readWorkspace(tx, tx.workspaceId);
  const now = services.clock.now();
  const runs = Map.groupBy(
    await runsOf(tx, { subjects: [], agencies: agencies.map(({ id }) => id) }),
    ({ agency }) => agency ?? '',
  );
  const opening: RunOrder[] = [];
  let changes = 0;
  for (const { id, engagementUntil, endedAt } of agencies) {
    const endsAt = endedAt ?? (engagementUntil === null ? null : endOfDay(engagementUntil, zone));
    const standing = (runs.get(id) ?? []).filter(({ returnedAt }) => returnedAt === null);
    if (endsAt === null || endsAt > now) {
      for (const run of standing.filter(({ toldLeftAt }) => toldLeftAt !== null)) {
        await returnRun(tx, run, services);
        changes += 1;
      }
      continue;
    }
    const trigger = `engagement ended ${endsAt}`;
    const current = standing.findLast(({ state }) => state !== 'rescinded');
    if (current !== undefined) {
      changes += await joinStanding(tx, current, { endsAt, trigger }, services);
      continue;
    }
    if (standing.some((run) => run.trigger.startsWith(trigger))) continue;
    const told = { toldBy: 'agency' as const, isInvoluntary: false, reason: null, toldLeftAt: now };
    const order = { subject: null, agency: id, ...told, disputedAt: null, effectiveAt: endsAt };
    // An engagement that ended, went on and ended the same day again ended twice.
    const count = runs.get(id)?.length ?? 0;
    const claim = count === 0 ? trigger : `${trigger} (${count + 1})`;
    opening.push({ ...order, trigger: claim });
  }
  return changes + (await openRuns(tx, opening, systemActor, services)).length;
}

/** The day its engagement ended joins a run that somebody opened by hand; the earlier of the two counts. */
async function joinStanding(
  tx: Tx,
  run: LeaverRun,
  { endsAt, trigger }: { readonly endsAt: string; readonly trigger: string },
  services: Services,
): Promise<number> {
  if (run.toldLeftAt !== null && endsAt >= run.effectiveAt) return 0;
  const claim = { effectiveAt: endsAt, trigger, isInvoluntary: false };
  const toldLeftAt = run.toldLeftAt ?? services.clock.now();
  await joinClaim(tx, run, { ...claim, toldLeftAt }, { actor: systemActor, services });
  return 1;
}
