import { type Actor, readWorkspace, refuse, type Services, type WorkspaceId } from '../platform/index.ts';
import { createUser } from './create-user.ts';
import { findMembership, lockAccess } from './members.store.ts';
import type { Role } from './permissions/role.ts';
import { recordMember } from './record-member.ts';

export type AddMember = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly name: string;
  readonly email: string;
  readonly role: Exclude<Role, 'service'>;
  readonly password: string;
};

export type AddedMember = {
  readonly subject: string;
  /** `existing`: the person signs in with the password they already have. */
  readonly signIn: 'new' | 'existing';
};

/** Adds a person to a workspace; refuses someone who already belongs to it. */
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
    const member = { workspaceId, userId, role, identity, addedBy: actor, isFirst: false, slug };
    const { subjectId } = await recordMember(tx, member, services);
    return { subject: subjectId, signIn: isNew ? 'new' : 'existing' };
  });
}
