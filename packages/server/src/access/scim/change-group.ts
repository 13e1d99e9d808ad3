import type { Services, Tx } from '../../platform/index.ts';
import { lockAccess } from '../members.store.ts';
import type { ScimContext } from './activity.ts';
import { type GroupBody, type GroupChange, patchGroup } from './patch-group.ts';
import { rolesByGroups } from './roles-by-groups.ts';
import { addMembers, countMembers, knownUsers, removeMembers } from './scim-group-members.store.ts';
import {
  deleteGroup,
  insertGroup,
  isGroupNameTaken,
  lockGroup,
  readGroup,
  type ScimGroup,
  updateGroupNames,
} from './scim-groups.store.ts';
import { scimRefuse } from './scim-problem.ts';

export const groupMembersMax = 20_000;

export type GroupDone = {
  readonly group: ScimGroup;
  readonly outcome: string;
  readonly hasChanged: boolean;
  readonly afterCommit: () => void;
};

/** In the caller's system transaction, as all of these. */
export async function createScimGroup(
  tx: Tx,
  context: ScimContext,
  body: GroupBody,
  services: Services,
): Promise<GroupDone> {
  const { workspaceId } = context;
  await lockAccess(tx);
  await refuseTakenName(tx, context, body.displayName, null);
  const id = services.ids.make('scg');
  await insertGroup(tx, workspaceId, { id, ...body, at: services.clock.now() });
  await putIn(tx, context, id, body.members ?? []);
  return {
    group: await needGroup(tx, context, id),
    outcome: 'created',
    hasChanged: true,
    afterCommit: () => undefined,
  };
}

/** PUT: the group is what is sent. Members that are not named stay only where nothing was said of members at all. */
export async function replaceScimGroup(
  tx: Tx,
  context: ScimContext,
  { id, body }: { readonly id: string; readonly body: GroupBody },
  services: Services,
): Promise<GroupDone> {
  const change: GroupChange = {
    displayName: body.displayName,
    externalId: body.externalId,
    steps: body.members === null ? [] : [{ kind: 'exactly', users: body.members }],
  };
  return applyChange(tx, context, { id, read: () => change }, services);
}

export async function patchScimGroup(
  tx: Tx,
  context: ScimContext,
  { id, body }: { readonly id: string; readonly body: unknown },
  services: Services,
): Promise<GroupDone> {
  return applyChange(tx, context, { id, read: () => patchGroup(body) }, services);
}

export async function removeScimGroup(
  tx: Tx,
  context: ScimContext,
  id: string,
  services: Services,
): Promise<GroupDone> {
  const { workspaceId } = context;
  await lockAccess(tx);
  const group = await needLocked(tx, context, id);
  const left = await removeMembers(tx, workspaceId, { group: id, users: null });
  await deleteGroup(tx, workspaceId, id);
  const { outcomes, afterCommit } = await movedRoles(tx, context, { group, users: left }, services);
  return { group, outcome: ['removed', ...outcomes].join(', '), hasChanged: true, afterCommit };
}

type Change = { readonly id: string; readonly read: () => GroupChange };

async function applyChange(
  tx: Tx,
  context: ScimContext,
  { id, read }: Change,
  services: Services,
): Promise<GroupDone> {
  const { workspaceId } = context;
  await lockAccess(tx);
  const group = await needLocked(tx, context, id);
  const change = read();
  const named = {
    displayName: change.displayName ?? group.displayName,
    externalId: change.externalId === undefined ? group.externalId : change.externalId,
  };
  await refuseTakenName(tx, context, named.displayName, id);
  const moved = new Set<string>();
  for (const step of change.steps) {
    if (step.kind !== 'add') for (const user of await takeOut(tx, context, id, step)) moved.add(user);
    if (step.kind !== 'remove') for (const user of await putIn(tx, context, id, step.users)) moved.add(user);
  }
  const isRenamed = named.displayName !== group.displayName || named.externalId !== group.externalId;
  const hasChanged = isRenamed || moved.size > 0;
  if (hasChanged) await updateGroupNames(tx, workspaceId, { id, ...named, at: services.clock.now() });
  const { outcomes, afterCommit } = await movedRoles(tx, context, { group, users: [...moved] }, services);
  const said = [
    ...(isRenamed ? ['renamed'] : []),
    ...(moved.size > 0 ? [`${moved.size} moved`] : []),
    ...outcomes,
  ];
  const outcome = said.length === 0 ? 'nothing to change' : said.join(', ');
  return { group: await needGroup(tx, context, id), outcome, hasChanged, afterCommit };
}

/** A group without a role moves nobody's. */
async function movedRoles(
  tx: Tx,
  context: ScimContext,
  { group, users }: { readonly group: ScimGroup; readonly users: readonly string[] },
  services: Services,
) {
  if (group.role === null || users.length === 0) return { outcomes: [], afterCommit: () => undefined };
  return rolesByGroups(tx, context, users, services);
}

async function takeOut(
  tx: Tx,
  { workspaceId }: ScimContext,
  group: string,
  step: Exclude<GroupChange['steps'][number], { kind: 'add' }>,
): Promise<readonly string[]> {
  if (step.kind === 'remove') return removeMembers(tx, workspaceId, { group, users: step.users });
  return removeMembers(tx, workspaceId, { group, users: null, except: step.users });
}

async function putIn(
  tx: Tx,
  { workspaceId }: ScimContext,
  group: string,
  users: readonly string[],
): Promise<readonly string[]> {
  if (users.length === 0) return [];
  const known = await knownUsers(tx, workspaceId, users);
  if (users.some((user) => !known.has(user)))
    scimRefuse(400, 'invalidValue', 'a member is nobody of this workspace; groups in groups are not kept');
  const added = await addMembers(tx, workspaceId, { group, users: [...known] });
  if ((await countMembers(tx, workspaceId, group)) > groupMembersMax)
    scimRefuse(413, 'tooMany', `a group holds at most ${groupMembersMax} members`);
  return added;
}

async function refuseTakenName(
  tx: Tx,
  { workspaceId }: ScimContext,
  displayName: string,
  except: string | null,
): Promise<void> {
  if (await isGroupNameTaken(tx, workspaceId, { displayName, except }))
    scimRefuse(409, 'uniqueness', 'there is a group of this displayName already');
}

async function needLocked(tx: Tx, { workspaceId }: ScimContext, id: string): Promise<ScimGroup> {
  return (await lockGroup(tx, workspaceId, id)) ?? scimRefuse(404, null, 'there is no group of this id');
}

async function needGroup(tx: Tx, { workspaceId }: ScimContext, id: string): Promise<ScimGroup> {
  const group = await readGroup(tx, workspaceId, id);
  if (group === null) throw new Error('a group that was made is not there');
  return group;
}
