import { readPayloads } from '../ledger/index.ts';
import type { Services, WorkspaceId } from '../platform/index.ts';
import { listMemberships, type Membership, type PageRequest } from './members.store.ts';
import type { Role } from './permissions/role.ts';
import type { MemberIdentity } from './record-member.ts';

export type Member = {
  readonly subject: string;
  readonly role: Role;
  /** Null once the person was erased. */
  readonly name: string | null;
  readonly email: string | null;
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
    const identities = new Map(payloads.map(({ position, body }) => [position, identityOf(body)]));
    return memberships.map((one) => memberOf(one, identities.get(one.identityPosition)));
  });
}

/** Names by position of the identity they were told with; who was erased has none. */
export async function namesOf(
  workspaceId: WorkspaceId,
  identities: readonly { readonly position: number; readonly id: string }[],
  services: Pick<Services, 'database' | 'dataKeys'>,
): Promise<ReadonlyMap<number, string | null>> {
  const payloads = await services.database.withWorkspace(workspaceId, (tx) =>
    readPayloads(tx, identities, services),
  );
  return new Map(
    payloads.map(({ position, body }) => {
      const { name, login } = identityOf(body);
      return [position, name ?? login ?? null] as const;
    }),
  );
}

function memberOf(membership: Membership, identity: MemberIdentity | undefined): Member {
  return {
    subject: membership.subjectId,
    role: membership.role,
    name: identity?.name ?? identity?.login ?? null,
    email: identity?.email ?? null,
    addedAt: membership.createdAt,
    position: membership.createdPosition,
  };
}

function identityOf(body: Buffer): MemberIdentity {
  // Written by `recordMember`, and readPayloads refuses a body that was changed since.
  const payload = JSON.parse(body.toString('utf8')) as { readonly identity: MemberIdentity };
  return payload.identity;
}
