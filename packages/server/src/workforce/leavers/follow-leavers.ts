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
import { followPeople } from './follow-people.ts';
import { joinRuns } from './open-run.ts';
import { settleRuns } from './settle-runs.ts';

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
  const { zone } = await readWorkspace(tx, needWorkspace(tx));
  let changes = await followPeople(tx, [...new Set(people)], zone, services);
  changes += await followAgencies(tx, services);
  const things = refs.filter(({ kind }) => kind !== 'person');
  changes += await joinRuns(tx, await affectedRuns(tx, things, services), systemActor, services);
  changes += await settleRuns(tx, services);
  await moveRemovalCursor(tx, 'leavers', position);
  return changes;
}

const kinds = ['person', 'account', 'grant', 'credential', 'device', 'shared-secret', 'brand-account'];

function needWorkspace(tx: Tx): WorkspaceId {
  if (tx.workspaceId === null) throw new Error('leavers belong to a workspace');
  return tx.workspaceId;
}
