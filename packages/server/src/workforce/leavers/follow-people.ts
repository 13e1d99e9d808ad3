import { type Services, systemActor, type Tx } from '../../platform/index.ts';
import { endOfDay } from '../removals/deadlines.ts';
import { joinClaim } from './join-claim.ts';
import type { LeaverRun } from './leaver-run.ts';
import { type DueLeaver, replaceDueLeavers, runsOf, takeDueLeavers, updateRun } from './leaver-runs.store.ts';
import { openRuns, type RunOrder } from './open-run.ts';
import { returnRun } from './return-run.ts';
import type { Claim, Stand } from './stand-of.ts';
import { standsOf } from './stands-of.ts';

const peoplePage = 500;
const dayMs = 24 * 3_600_000;

/** Notes who leaves when, retires the runs of who is here again, and opens those that are due. Answers how many changed. */
export async function followPeople(
  tx: Tx,
  changed: readonly string[],
  zone: string,
  services: Services,
): Promise<number> {
  let changes = 0;
  for (let at = 0; at < changed.length; at += peoplePage) {
    const stands = await noteStands(tx, changed.slice(at, at + peoplePage), services);
    const here = stands.filter(({ is }) => is === 'here');
    changes += await markReturned(tx, here, zone, services);
  }
  const due = (await takeDueLeavers(tx, services.clock.now())).map(({ subject }) => subject);
  for (let at = 0; at < due.length; at += peoplePage) {
    // Asked again: what was noted may be told otherwise since, and who was not heard of may be by now.
    const stands = await standsOf(tx, due.slice(at, at + peoplePage), services);
    const unheard = stands.filter(({ is }) => is === 'unheard');
    await replaceDueLeavers(tx, [], dueLeavers(unheard, services.clock.now()));
    const orders: RunOrder[] = [];
    for (const stand of stands) {
      const due = await followDue(tx, stand, services);
      if (due === 'joined') changes += 1;
      else if (due !== null) orders.push(due);
    }
    changes += (await openRuns(tx, orders, systemActor, services)).length;
  }
  return changes;
}

async function noteStands(tx: Tx, subjects: readonly string[], services: Services) {
  const stands = await standsOf(tx, subjects, services);
  await replaceDueLeavers(tx, subjects, dueLeavers(stands, services.clock.now()));
  return stands;
}

function dueLeavers(stands: readonly Stand[], now: string): readonly DueLeaver[] {
  return stands.flatMap(({ subject, claim, is }) => {
    if (claim !== null) return [{ subject, dueAt: claim.effectiveAt, trigger: claim.trigger }];
    // Looked at again each time, until every list that named them has been whole.
    return is === 'unheard' ? [{ subject, dueAt: now, trigger: 'not listed' }] : [];
  });
}

/**
 * A run is history once every list says that they are here again. Somebody's word alone is not taken back by a list that never
 * heard of it: only by one that said so too, or that tells of a beginning after it.
 */
async function markReturned(
  tx: Tx,
  stands: readonly Stand[],
  zone: string,
  services: Services,
): Promise<number> {
  const standOf = new Map(stands.map((stand) => [stand.subject, stand]));
  let returned = 0;
  for (const run of await runsOf(tx, { subjects: [...standOf.keys()], agencies: [] })) {
    const stand = standOf.get(run.subject ?? '');
    if (stand === undefined || run.returnedAt !== null) continue;
    if (run.toldLeftAt === null && !beganAfter(run, stand, zone)) continue;
    await returnRun(tx, run, services);
    returned += 1;
  }
  return returned;
}

function beganAfter({ effectiveAt, openedAt }: LeaverRun, { begun }: Stand, zone: string): boolean {
  if (begun === null || begun.toldAt <= openedAt) return false;
  const dayBefore = new Date(Date.parse(`${begun.day}T00:00:00.000Z`) - dayMs).toISOString().slice(0, 10);
  return endOfDay(dayBefore, zone) >= effectiveAt;
}

/** Once for each claim: what somebody rescinded is not opened again by the same one, nor beside a run there is. */
async function followDue(tx: Tx, stand: Stand, services: Services): Promise<RunOrder | 'joined' | null> {
  const { subject, claim, is } = stand;
  if (claim === null || is !== 'left') return null;
  const runs = await runsOf(tx, { subjects: [subject], agencies: [] });
  const standing = runs.filter(({ returnedAt }) => returnedAt === null);
  const current = standing.findLast(({ state }) => state !== 'rescinded');
  if (current !== undefined) {
    const told = { stand, claim, runs: runs.length };
    return (await joinStanding(tx, current, told, services)) ? 'joined' : null;
  }
  if (standing.some((run) => run.trigger.startsWith(claim.trigger))) return null;
  const now = services.clock.now();
  const told = { toldLeftAt: now, disputedAt: stand.isDisputed ? now : null };
  const order = { subject, agency: null, toldBy: 'person' as const, isInvoluntary: false, ...told };
  const { effectiveAt, reason } = claim;
  const trigger = claimName(claim, runs.length);
  return { ...order, effectiveAt, trigger, reason };
}

/** Who is inactive, comes back and leaves again leaves a second time. */
function claimName({ trigger }: Claim, runs: number): string {
  return runs === 0 ? trigger : `${trigger} (${runs + 1})`;
}

/** What a list says joins the run there is, which somebody's word or another list opened. */
async function joinStanding(
  tx: Tx,
  run: LeaverRun,
  told: { readonly stand: Stand; readonly claim: Claim; readonly runs: number },
  services: Services,
): Promise<boolean> {
  const { stand, claim, runs } = told;
  const now = services.clock.now();
  const disputedAt = stand.isDisputed ? (run.disputedAt ?? now) : null;
  const isNews = run.toldLeftAt === null || claim.effectiveAt < run.effectiveAt;
  if (!isNews && disputedAt === run.disputedAt) return false;
  if (!isNews) await updateRun(tx, { ...run, disputedAt });
  if (!isNews) return true;
  const trigger = run.trigger.startsWith(claim.trigger) ? run.trigger : claimName(claim, runs);
  const { effectiveAt } = claim;
  const joining = { effectiveAt, trigger, isInvoluntary: false, toldLeftAt: run.toldLeftAt ?? now };
  await joinClaim(tx, { ...run, disputedAt }, joining, { actor: systemActor, services });
  return true;
}
