import { readPayloads } from '../ledger/index.ts';
import { Personal, type PersonalClass, type Services, type WorkspaceId } from '../platform/index.ts';
import { listMemberships, type Membership, type PageRequest } from './members.store.ts';
import type { Role } from './permissions/role.ts';
import type { MemberIdentity } from './record-member.ts';

export type Member = {
  readonly subject: string;
  readonly role: Role;
  /** Null once the person was erased. */
  readonly name: Personal | null;
  readonly email: Personal | null;
  readonly addedAt: string;
  /** The entry that says so. */
  readonly position: number;
};

/** Members by pseudonym, with the names this workspace was told; names of other workspaces are never read. */
export async function listMembers(
  workspaceId: WorkspaceId,
  page: PageRequest,
  services: Pick<Services, 'database' | 'dataKeys'>,
): Promise<readonly Member[]> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const memberships = await listMemberships(tx, workspaceId, page);
    const entries = memberships.map((one) => ({ position: one.identityPosition, id: one.identityEntry }));
    const payloads = await readPayloads(tx, entries, services);
    const identities = new Map(payloads.map(({ position, body }) => [position, payloadOf(body).identity]));
    return memberships.map((one) => memberOf(one, identities.get(one.identityPosition)));
  });
}

/** Names by position of the identity they were told with; who was erased has none. */
export async function namesOf(
  workspaceId: WorkspaceId,
  identities: readonly { readonly position: number; readonly id: string }[],
  services: Pick<Services, 'database' | 'dataKeys'>,
): Promise<ReadonlyMap<number, Personal | null>> {
  const payloads = await services.database.withWorkspace(workspaceId, (tx) =>
    readPayloads(tx, identities, services),
  );
  return new Map(
    payloads.map(({ position, body }) => {
      const { subject, identity } = payloadOf(body);
      return [position, calledBy(subject, identity)] as const;
    }),
  );
}

function memberOf(membership: Membership, identity: MemberIdentity | undefined): Member {
  return {
    subject: membership.subjectId,
    role: membership.role,
    name: identity === undefined ? null : calledBy(membership.subjectId, identity),
    email: memberValue(membership.subjectId, 'email', identity?.email),
    addedAt: membership.createdAt,
    position: membership.createdPosition,
  };
}

/** Name, else login, as a value about a member. */
function calledBy(subject: string, { name, login }: MemberIdentity): Personal | null {
  return name === undefined ? memberValue(subject, 'login', login) : memberValue(subject, 'name', name);
}

function memberValue(
  subject: string,
  personalClass: PersonalClass,
  value: string | undefined,
): Personal | null {
  return value === undefined ? null : new Personal([{ class: personalClass, value, of: 'member', subject }]);
}

type MemberPayload = { readonly subject: string; readonly identity: MemberIdentity };

function payloadOf(body: Buffer): MemberPayload {
  // Written by `recordMember`, and readPayloads refuses a body that was changed since.
  return JSON.parse(body.toString('utf8')) as MemberPayload;
}
