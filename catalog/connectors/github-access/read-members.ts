import { type ListRead, type Roster, rosterOf } from '@daybook/kit';
import type { GithubAccessClient } from './github-access-client.ts';
import { isNotOffered } from './github-access-client.ts';
import {
  type ExternalIdentity,
  identitiesAnswer,
  identitiesQuery,
  type MemberEdge,
  membersAnswer,
  membersQuery,
} from './graphql-answers.ts';
import { type Installation, installationsAnswer, type RestUser, usersAnswer } from './rest-answers.ts';

/** Somebody or something with an account in the organisation. */
export type Holder = {
  readonly login: string;
  /** GitHub's number for a user, which stays when the login changes; null of apps and where it is not told. */
  readonly userId: number | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly kind: 'member' | 'outside' | 'app';
  readonly isOwner: boolean;
  readonly hasMfa: boolean | 'unknown';
  readonly createdAt: string | null;
  readonly hasSingleSignOn: boolean;
};

export type Members = {
  readonly roster: Roster<Holder>;
  readonly installations: ListRead<Installation>;
  readonly lists: readonly ListRead<unknown>[];
};

/** Members, outside collaborators and installed apps, named alike in every system on this host. */
export async function readMembers(client: GithubAccessClient, login: string, host: string): Promise<Members> {
  const path = `orgs/${encodeURIComponent(login)}`;
  const members = await readMemberEdges(client);
  const identities = await readIdentities(client);
  const outside = await client.list<RestUser>(
    `${path}/outside_collaborators`,
    usersAnswer,
    'outside collaborators',
  );
  const installations = await client.pages(`${path}/installations`, {
    schema: installationsAnswer,
    itemsOf: (answer) => answer.installations,
    keyOf: ({ id }) => String(id),
    what: 'installed apps',
  });
  const isMfaTold = members.items.every(({ hasTwoFactorEnabled }) => hasTwoFactorEnabled !== null);
  const without = await readWithoutMfa(client, path, isMfaTold);
  const mails = new Map(
    identities.items.map(({ user, samlIdentity }) => [user?.login, samlIdentity?.nameId ?? null]),
  );
  const holders = [
    ...members.items.map((edge) => holderOfMember(edge, mails, without.members)),
    ...outside.items.map((user) => holderOfOutsider(user, without.outside)),
    ...installations.items.map(holderOfApp),
  ];
  const optional = [identities, ...without.lists].filter(({ failure }) => !isNotOffered(failure));
  return {
    roster: rosterOf(host, once(holders), (holder) => ({ ...holder, id: holder.login.toLowerCase() })),
    installations,
    lists: [members, outside, installations, ...optional],
  };
}

function readMemberEdges(client: GithubAccessClient): Promise<ListRead<MemberEdge>> {
  return client.graphql({
    query: membersQuery,
    schema: membersAnswer,
    itemsOf: ({ data }) => data.organization.membersWithRole.edges,
    pageOf: ({ data }) => data.organization.membersWithRole.pageInfo,
    keyOf: ({ node }) => node.login,
    what: 'members of the organisation',
  });
}

function readIdentities(client: GithubAccessClient): Promise<ListRead<ExternalIdentity>> {
  return client.graphql({
    query: identitiesQuery,
    schema: identitiesAnswer,
    itemsOf: ({ data }) => data.organization.samlIdentityProvider?.externalIdentities.nodes ?? [],
    pageOf: ({ data }) => data.organization.samlIdentityProvider?.externalIdentities.pageInfo ?? null,
    keyOf: ({ guid, user, samlIdentity }) => guid ?? `${user?.login} ${samlIdentity?.nameId}`,
    what: 'single sign-on identities',
  });
}

/** The logins without a second factor, which owners alone may ask for; null where GitHub does not tell. */
async function readWithoutMfa(client: GithubAccessClient, path: string, isMfaTold: boolean) {
  const ask = (list: string) =>
    client.list<RestUser>(`${path}/${list}?filter=2fa_disabled`, usersAnswer, 'who has no second factor');
  const outside = await ask('outside_collaborators');
  const members = isMfaTold ? null : await ask('members');
  const loginsOf = (list: ListRead<RestUser> | null) =>
    list === null || list.failure !== null ? null : new Set(list.items.map(({ login }) => login));
  return {
    outside: loginsOf(outside),
    members: loginsOf(members),
    lists: members === null ? [outside] : [outside, members],
  };
}

function holderOfMember(
  { role, hasTwoFactorEnabled, node }: MemberEdge,
  mails: ReadonlyMap<string | undefined, string | null>,
  without: ReadonlySet<string> | null,
): Holder {
  const { login } = node;
  return {
    login,
    userId: node.databaseId ?? null,
    name: node.name ?? null,
    email: mails.get(login) || node.email || null,
    kind: 'member',
    isOwner: role === 'ADMIN',
    hasMfa: hasTwoFactorEnabled ?? mfaBy(login, without),
    createdAt: node.createdAt ?? null,
    hasSingleSignOn: mails.has(login),
  };
}

function holderOfOutsider({ id, login }: RestUser, without: ReadonlySet<string> | null): Holder {
  const hasMfa = mfaBy(login, without);
  return { ...nobody, login, userId: id, kind: 'outside', hasMfa };
}

/** Apps act under a login of their own, by which their work is signed. */
function holderOfApp({ app_slug }: Installation): Holder {
  return { ...nobody, login: `${app_slug}[bot]`, kind: 'app' };
}

const nobody = {
  userId: null,
  name: null,
  email: null,
  isOwner: false,
  hasMfa: 'unknown',
  createdAt: null,
  hasSingleSignOn: false,
} as const;

function mfaBy(login: string, without: ReadonlySet<string> | null): boolean | 'unknown' {
  return without === null ? 'unknown' : !without.has(login);
}

function once(holders: readonly Holder[]): readonly Holder[] {
  return [
    ...new Map(holders.toReversed().map((holder) => [holder.login.toLowerCase(), holder])).values(),
  ].toReversed();
}
