import { append } from '../../ledger/index.ts';
import type { Actor, Services, Tx } from '../../platform/index.ts';
import { type Membership, updateRole } from '../members.store.ts';
import { endResetsOf } from '../sign-in/resets.store.ts';
import { accessEntry, grantBody } from './access-entry.ts';
import { insertGrant, type StoredGrant, updateGrant } from './grants.store.ts';
import { weighs } from './weighs.ts';

export type Giving = {
  readonly grant: StoredGrant;
  readonly member: Membership;
  /** Who decides: the second person, or who asked where one person is enough. */
  readonly actor: Actor;
  /** False when it waited for its second person. */
  readonly isNew: boolean;
};

/** Puts a grant into force and writes down what somebody held before and holds now. The caller's last step. */
export async function giveGrant(tx: Tx, giving: Giving, services: Services): Promise<StoredGrant> {
  const { grant, member, actor, isNew } = giving;
  const { workspaceId } = member;
  const at = services.clock.now();
  const approvedBy = isNew ? null : actor.id;
  const before = { role: member.role, grants: member.grants.map(({ id }) => id) };
  const after =
    grant.kind === 'own-role'
      ? { ...before, role: grant.role }
      : { ...before, grants: [...before.grants, grant.id] };
  const payload = { ...grantBody(grant), requestedBy: grant.requestedBy, approvedBy, before, after };
  const refs = [grant.id, grant.subject];
  const entry = accessEntry('grant.given@1', { actor, at, refs }, payload);
  const [appended] = await append({ ...tx, workspaceId }, [entry], services);
  const decided = isNew ? {} : { decidedBy: actor.id, decidedAt: at };
  const given: StoredGrant = { ...grant, state: 'given', ...decided, position: appended?.position ?? -1 };
  if (isNew) await insertGrant(tx, workspaceId, given);
  else await updateGrant(tx, workspaceId, given);
  // A link that one person could give to whoever weighed nothing must not open what weighs from now on.
  if (weighs(grant)) await endResetsOf(tx, workspaceId, grant.subject);
  if (grant.kind === 'grant') return given;
  await updateRole(tx, workspaceId, grant.subject, grant.role);
  const done = { ...given, state: 'ended', endedAt: at } as const;
  await updateGrant(tx, workspaceId, done);
  return done;
}
