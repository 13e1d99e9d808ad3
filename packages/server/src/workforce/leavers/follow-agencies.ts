import { readWorkspace, type Services, systemActor, type Tx } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { endOfDay } from '../removals/deadlines.ts';
import { runsOf, updateRun } from './leaver-runs.store.ts';
import { openRun } from './open-run.ts';

/** Opens a run for each agency whose engagement is over, with its three layers; answers how many. */
export async function followAgencies(tx: Tx, services: Services): Promise<number> {
  const agencies = await readAgencies(tx);
  if (agencies.length === 0 || tx.workspaceId === null) return 0;
  const { zone } = await readWorkspace(tx, tx.workspaceId);
  const now = services.clock.now();
  const runs = Map.groupBy(
    await runsOf(tx, { subjects: [], agencies: agencies.map(({ id }) => id) }),
    ({ agency }) => agency ?? '',
  );
  let opened = 0;
  for (const { id, engagementUntil, endedAt } of agencies) {
    const endsAt = endedAt ?? (engagementUntil === null ? null : endOfDay(engagementUntil, zone));
    const standing = (runs.get(id) ?? []).filter(({ returnedAt }) => returnedAt === null);
    if (endsAt === null || endsAt > now) {
      for (const run of standing.filter(({ toldBy }) => toldBy === 'agency'))
        await updateRun(tx, { ...run, returnedAt: now });
      continue;
    }
    const trigger = `engagement ended ${endsAt}`;
    if (standing.some((run) => run.state !== 'rescinded' || run.trigger === trigger)) continue;
    const who = { subject: null, agency: id, toldBy: 'agency' as const, isInvoluntary: false, reason: null };
    if ((await openRun(tx, { ...who, effectiveAt: endsAt, trigger }, systemActor, services)) !== null)
      opened += 1;
  }
  return opened;
}
