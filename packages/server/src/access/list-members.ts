import { readPayloads } from '../ledger/index.ts';
import {
  type Disclosure,
  Personal,
  type PersonalClass,
  type Services,
  type WorkspaceId,
} from '../platform/index.ts';
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

export type MemberSearch = {
  readonly workspaceId: WorkspaceId;
  readonly page: PageRequest;
  /** Empty lists everyone. */
  readonly search: string;
  /** Only what may be shown is searched, so that nobody guesses a masked value letter by letter. */
  readonly mayShow: Disclosure;
};

const readAtOnce = 500;
const readAtOnceMax = 4;

/** A page of members whose name or address holds the words. A page may be short, or empty, before the last one. */
export async function findMembers(
  { workspaceId, page, search, mayShow }: MemberSearch,
  services: Pick<Services, 'database' | 'dataKeys'>,
): Promise<{ readonly members: readonly Member[]; readonly next: string | null }> {
  const words = search.toLowerCase();
  const limit = words === '' ? page.limit : readAtOnce;
  const found: Member[] = [];
  let { after } = page;
  for (let i = 0; i < readAtOnceMax; i += 1) {
    const read = await listMembers(workspaceId, { after, limit }, services);
    for (const member of read) {
      after = member.subject;
      if (words === '' || holds(member, words, mayShow)) found.push(member);
      if (found.length === page.limit) return { members: found, next: after };
    }
    if (read.length < limit) return { members: found, next: null };
  }
  return { members: found, next: after };
}

function holds({ name, email }: Member, words: string, mayShow: Disclosure): boolean {
  return [name, email].some((value) => value?.disclose(mayShow).toLowerCase().includes(words) ?? false);
}

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
