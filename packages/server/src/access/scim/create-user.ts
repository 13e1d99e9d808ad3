import type { Services, Tx } from '../../platform/index.ts';
import { readWorkspace } from '../../platform/index.ts';
import { findMembership, lockAccess } from '../members.store.ts';
import { recordMember } from '../record-member.ts';
import { deactivate, type ScimContext } from './activity.ts';
import { addressOf, nameOf, type ScimPerson } from './scim-person.ts';
import { scimRefuse } from './scim-problem.ts';
import { isSealedAccount } from './scim-sign-ins.store.ts';
import { insertUser, isTaken, readUser, type ScimUser } from './scim-users.store.ts';
import { signInOf } from './sign-in-of-person.ts';

export type CreatedUser = { readonly user: ScimUser; readonly outcome: string };

/**
 * Makes somebody an employee of the workspace: a sign-in without a password, or the one with their address, which stays what
 * it is. Whoever belongs already keeps the role people gave them. In the caller's system transaction.
 */
export async function createScimUser(
  tx: Tx,
  context: ScimContext,
  person: ScimPerson,
  services: Services,
): Promise<CreatedUser> {
  const { workspaceId, actor } = context;
  await lockAccess(tx);
  if (await isTaken(tx, workspaceId, { userName: person.userName, except: null }))
    scimRefuse(409, 'uniqueness', 'somebody has this userName already');
  const { userId, isNew } = await signInOf(tx, person, services);
  if (await isTaken(tx, workspaceId, { userName: person.userName, userId, except: null }))
    scimRefuse(409, 'uniqueness', 'somebody has this e-mail address already');
  if (await isSealedAccount(tx, userId))
    scimRefuse(409, 'uniqueness', 'this address is an account for emergencies');
  const known = await findMembership(tx, workspaceId, userId);
  const { slug } = await readWorkspace(tx, workspaceId);
  const identity = { name: nameOf(person), email: addressOf(person) };
  const member = {
    workspaceId,
    userId,
    role: 'employee',
    identity,
    addedBy: actor,
    isFirst: false,
    slug,
  } as const;
  const { subjectId } = known ?? (await recordMember(tx, member, services));
  const id = services.ids.make('scu');
  await insertUser(tx, workspaceId, {
    ...person,
    id,
    userId,
    subject: subjectId,
    madeSignIn: isNew,
    givenRole: known === null ? 'employee' : null,
    at: services.clock.now(),
  });
  const user = await needUser(tx, context, id);
  const outcome = known === null ? 'created' : 'joined to the member there was';
  if (person.isActive !== false) return { user, outcome };
  await deactivate(tx, context, user, services);
  return { user: await needUser(tx, context, id), outcome: `${outcome}, deactivated` };
}

async function needUser(tx: Tx, { workspaceId }: ScimContext, id: string): Promise<ScimUser> {
  const user = await readUser(tx, workspaceId, id);
  if (user === null) throw new Error('a person that was made is not there');
  return user;
}
