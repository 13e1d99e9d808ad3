import { readItems } from '../../facts/index.ts';
import {
  readWorkspace,
  type Services,
  systemActor,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { changedKinds } from '../removals/follow-removals.ts';
import { lockRemovalCursor, moveRemovalCursor } from '../removals/removals.store.ts';
import { affectedRuns } from './affected-runs.ts';
import { followAgencies } from './follow-agencies.ts';
import { type DueLeaver, replaceDueLeavers, runsOf, takeDueLeavers, updateRun } from './leaver-runs.store.ts';
import { leavingOf } from './leaving.ts';
import { joinRun, openRun } from './open-run.ts';
import { settleRuns } from './settle-runs.ts';

const peoplePage = 500;

/**
 * Opens a run for everyone whose last day is over, lets what appeared of theirs since join it, and closes a run once nothing
 * of it is open. Cost grows with what changed and with the runs that are open.
 */
export async function followLeavers(workspaceId: WorkspaceId, services: Services): Promise<void> {
  const changes = await services.database.withWorkspace(workspaceId, (tx) => followOnce(tx, services));
  if (changes > 0) services.live.publish(workspaceId, 'ledger');
}

async function followOnce(tx: Tx, services: Services): Promise<number> {
  const from = await lockRemovalCursor(tx, 'leavers');
  const { refs, position } = await changedKinds(tx, from, kinds);
  const people = refs.filter(({ kind }) => kind === 'person').map(({ key }) => key);
  for (let at = 0; at < people.length; at += peoplePage)
    await notePeople(tx, people.slice(at, at + peoplePage), services);
  let changes = 0;
  for (const due of await takeDueLeavers(tx, services.clock.now()))
    if (await openDue(tx, due, services)) changes += 1;
  changes += await followAgencies(tx, services);
  const things = refs.filter(({ kind }) => kind !== 'person');
  for (const run of await affectedRuns(tx, things)) changes += await joinRun(tx, run, systemActor, services);
  changes += await settleRuns(tx, services);
  await moveRemovalCursor(tx, 'leavers', position);
  return changes;
}

const kinds = ['person', 'account', 'grant', 'credential', 'device', 'shared-secret', 'brand-account'];

/** Whose last day is known, and who is here again. */
async function notePeople(tx: Tx, subjects: readonly string[], services: Services): Promise<void> {
  const now = services.clock.now();
  const { zone } = await readWorkspace(tx, needWorkspace(tx));
  const items = await readItems(tx, { kind: 'person', keys: subjects, limit: subjects.length * 10 });
  const due = new Map<string, DueLeaver>();
  const here = new Set<string>();
  for (const { key, value, observedAt, isErased } of items) {
    if (isErased) continue;
    const leaving = leavingOf(value, { observedAt, now, zone });
    if (leaving.is === 'here') here.add(key);
    else if (leaving.effectiveAt > now) here.add(key);
    if (leaving.is === 'leaving') {
      due.set(key, { subject: key, dueAt: leaving.effectiveAt, trigger: leaving.trigger });
    }
  }
  await replaceDueLeavers(tx, subjects, [...due.values()]);
  await markReturned(tx, [...here], now);
}

/** A run that a list of people opened is history once the list says that they are here again. */
async function markReturned(tx: Tx, subjects: readonly string[], now: string): Promise<void> {
  for (const run of await runsOf(tx, { subjects, agencies: [] })) {
    if (run.toldBy !== 'person' || run.returnedAt !== null) continue;
    await updateRun(tx, { ...run, returnedAt: now });
  }
}

/** Once for each claim: what somebody rescinded is not opened again by the same one, nor beside a run there is. */
async function openDue(tx: Tx, { subject, dueAt, trigger }: DueLeaver, services: Services): Promise<boolean> {
  const runs = await runsOf(tx, { subjects: [subject], agencies: [] });
  const standing = runs.filter(({ returnedAt }) => returnedAt === null);
  if (standing.some((run) => run.state !== 'rescinded' || run.trigger.startsWith(trigger))) return false;
  const order = { subject, agency: null, toldBy: 'person' as const, isInvoluntary: false, reason: null };
  // Who is inactive, comes back and leaves again leaves a second time.
  const claim = runs.length === 0 ? trigger : `${trigger} (${runs.length + 1})`;
  return (
    (await openRun(tx, { ...order, effectiveAt: dueAt, trigger: claim }, systemActor, services)) !== null
  );
}

function needWorkspace(tx: Tx): WorkspaceId {
  if (tx.workspaceId === null) throw new Error('leavers belong to a workspace');
  return tx.workspaceId;
}
