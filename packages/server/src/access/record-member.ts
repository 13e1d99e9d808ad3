import { append, type EntryInput } from '../ledger/index.ts';
import type { Actor, Services, Tx, WorkspaceId } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { insertMembership, isTakenSubject, type Membership } from './members.store.ts';
import type { Role } from './permissions/role.ts';

/** Who someone is, as told by whoever added them; kept only under the subject's own key. */
export type MemberIdentity = {
  readonly name?: string;
  readonly email?: string;
  readonly login?: string;
  readonly system?: string;
};

export type NewMember = {
  readonly workspaceId: WorkspaceId;
  readonly userId: string;
  readonly role: Role;
  readonly identity: MemberIdentity;
  /** Who adds them; null when they add themselves (setup, first use of the command line). */
  readonly addedBy: Actor | null;
  /** True when the workspace itself is new and its first entry is still to be written. */
  readonly isFirst: boolean;
  readonly slug: string;
};

/** Writes a member down and makes the row that rests on it, in the caller's transaction and as its last step. */
export async function recordMember(tx: Tx, member: NewMember, services: Services): Promise<Membership> {
  const scoped = { ...tx, workspaceId: member.workspaceId };
  const subjectId = await subjectOf(scoped, member, services);
  const appended = await append(scoped, entriesOf(member, subjectId, services), services);
  const [identity, added] = appended.slice(-2);
  if (identity === undefined || added === undefined) throw new Error('a member was not written down');
  const membership = {
    workspaceId: member.workspaceId,
    userId: member.userId,
    role: member.role,
    subjectId,
    identityPosition: identity.position,
    identityEntry: identity.id,
    createdPosition: added.position,
    createdAt: services.clock.now(),
    grants: [],
  };
  await insertMembership(scoped, membership);
  return membership;
}

/** Whoever a source named before keeps that pseudonym, unless it is a member's, or was that of another sign-in; a person has one. */
async function subjectOf(
  tx: Tx,
  { workspaceId, userId, identity }: NewMember,
  services: Services,
): Promise<string> {
  const { email } = identity;
  const known = email === undefined ? null : await services.knownSubjects.find(tx, { email });
  const isFree = known !== null && !(await isTakenSubject(tx, workspaceId, { subject: known, userId }));
  return isFree ? known : services.ids.random('sub');
}

/** `workspace.created` when it is new, then who they are, then that they belong: the last two are always the same. */
function entriesOf(member: NewMember, subjectId: string, services: Services): readonly EntryInput[] {
  const now = services.clock.now();
  const kind = member.role === 'service' ? 'service' : 'user';
  const actor = member.addedBy ?? { kind, id: subjectId, userId: member.userId, label: member.role };
  const base = { actor, occurredAt: now, observedAt: now };
  const created: EntryInput = {
    ...base,
    type: 'workspace.created@1',
    refs: [],
    payload: ownWords({ slug: member.slug }),
  };
  return [
    ...(member.isFirst ? [created] : []),
    {
      ...base,
      type: 'identity.recorded@1',
      refs: [subjectId],
      subject: subjectId,
      // Identity values are tokenised, never masked: this payload is the one place that holds them.
      payload: ownWords({ subject: subjectId, identity: { ...member.identity } }),
    },
    {
      ...base,
      type: 'member.added@1',
      refs: [subjectId],
      payload: ownWords({ subject: subjectId, role: member.role }),
    },
  ];
}
