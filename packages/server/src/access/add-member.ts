import {
  type Actor,
  readWorkspace,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../platform/index.ts';
import { createUser } from './create-user.ts';
import { findMembership, listOwners, lockAccess } from './members.store.ts';
import { requestInTx } from './permissions/request-grant.ts';
import { type PersonRole, weightyRoles } from './permissions/role.ts';
import { recordMember } from './record-member.ts';

export type AddMember = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly name: string;
  readonly email: string;
  readonly role: PersonRole;
  readonly password: string;
};

export type AddedMember = {
  readonly subject: string;
  /** `existing`: the person signs in with the password they already have. */
  readonly signIn: 'new' | 'existing';
  /** `waiting`: an employee until another owner approves the role. */
  readonly state: 'added' | 'waiting';
};

const ownRole = {
  kind: 'own-role',
  scope: {},
  reason: 'added to the workspace with this role',
  from: null,
  until: null,
} as const;

/** Adds a person to a workspace, in a weighty role only with a second person; refuses someone who already belongs to it. */
export async function addMember(input: AddMember, services: Services): Promise<AddedMember> {
  return services.database.withSystem('add a member', async (tx) => {
    await lockAccess(tx);
    const { slug } = await readWorkspace(tx, input.workspaceId);
    const { userId, isNew } = await createUser(tx, input, services);
    if ((await findMembership(tx, input.workspaceId, userId)) !== null) {
      refuse('conflict', 'this person already belongs to the workspace', 'see the list of members');
    }
    const { workspaceId, role, actor } = input;
    const identity = { name: input.name, email: input.email };
    const waits = await needsSecond(tx, input);
    const first = waits ? 'employee' : role;
    const member = {
      workspaceId,
      userId,
      role: first,
      identity,
      addedBy: actor,
      isFirst: false,
      slug,
    } as const;
    const { subjectId } = await recordMember(tx, member, services);
    const added = { subject: subjectId, signIn: isNew ? 'new' : 'existing' } as const;
    if (!waits) return { ...added, state: 'added' };
    const order = { workspaceId, actor, subject: subjectId, role, ...ownRole };
    await requestInTx({ ...tx, workspaceId }, order, services);
    return { ...added, state: 'waiting' };
  });
}

/** As for every weighty role: two people, as far as there are two owners. */
async function needsSecond(tx: Tx, { workspaceId, actor, role }: AddMember): Promise<boolean> {
  if (!weightyRoles.includes(role)) return false;
  const owners = await listOwners(tx, workspaceId);
  return owners.length > 0 && (!owners.includes(actor.id) || owners.length > 1);
}
