import { type ConnectorTools, type Emission, emitPopulation, type RecordOf } from '@daybook/kit';
import { emitAccessEvents } from './access-events.ts';
import { accountRecord } from './account-record.ts';
import type { GithubAccessSettings } from './connector.ts';
import { appCredential, keyCredential, tokenCredential } from './credential-records.ts';
import { createGithubAccessClient, type GithubAccessClient, isNotOffered } from './github-access-client.ts';
import { appGrant, invitationGrant, memberGrant, repositoryGrant } from './grant-records.ts';
import { type Members, readMembers } from './read-members.ts';
import { type RepositoryAccesses, readRepositoryAccess } from './read-repository-access.ts';
import {
  type Invitation,
  invitationsAnswer,
  organisationAnswer,
  type PersonalToken,
  tokensAnswer,
} from './rest-answers.ts';

const maxGapHours = 7 * 24;

type Organisation = {
  readonly login: string;
  readonly system: string;
  readonly host: string;
  readonly basePermission: string | null;
};

/** Reads one organisation: who is in it and by which way, what acts for it, and who gave access. */
export async function* collectOrganisation(
  settings: GithubAccessSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const client = createGithubAccessClient(settings, tools);
  const path = `orgs/${encodeURIComponent(settings.organisation)}`;
  const told = await client.one(path, organisationAnswer, 'the organisation');
  const { host } = new URL(told.html_url);
  const basePermission = told.default_repository_permission ?? null;
  const organisation = { login: told.login, host, system: `${host}/${told.login}`, basePermission };
  const members = await readMembers(client, told.login, host);
  yield* emitPopulation({
    kind: 'account',
    scope: organisation.system,
    query: 'members, outside collaborators and installed apps',
    maxGapHours,
    records: members.roster.accounts.map(({ item, holder }) =>
      accountRecord(item, holder, organisation.system),
    ),
    lists: members.lists,
    attributes: { owners: members.roster.accounts.filter(({ item }) => item.isOwner).length },
  });
  const access = yield* readRepositoryAccess(client, told.login);
  yield* emitGrants(client, organisation, members, access);
  yield* emitCredentials(client, organisation, members, access);
  const find = (login: string) => members.roster.find(login.toLowerCase());
  yield* emitAccessEvents(client, told.login, tools.now(), { ...organisation, find });
}

async function* emitGrants(
  client: GithubAccessClient,
  organisation: Organisation,
  { roster, installations, lists }: Members,
  access: RepositoryAccesses,
): AsyncGenerator<Emission> {
  const { system } = organisation;
  const path = `orgs/${encodeURIComponent(organisation.login)}/invitations`;
  const invitations = await client.list<Invitation>(path, invitationsAnswer, 'invitations');
  const records: RecordOf<'grant'>[] = [];
  const rejected: { where: string; reason: string }[] = [];
  for (const { item, holder } of roster.accounts) {
    if (item.kind === 'member') records.push(memberGrant(item, holder, organisation));
  }
  for (const one of access.accesses) {
    const who = roster.find(one.login.toLowerCase());
    if (who !== null) records.push(repositoryGrant(one, who, system));
    else
      rejected.push({
        where: `a role on ${one.repositories[0] ?? 'a team'}`,
        reason: 'its holder is not listed',
      });
  }
  for (const one of installations.items) {
    const who = roster.find(`${one.app_slug}[bot]`.toLowerCase());
    if (who !== null) records.push(appGrant(one, who, system));
  }
  for (const one of invitations.items) {
    const grant = invitationGrant(one, organisation);
    if (grant !== null) records.push(grant);
    else rejected.push({ where: `invitation ${one.id}`, reason: 'it names nobody' });
  }
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: 'roles in the organisation, by teams and on repositories, apps and open invitations',
    maxGapHours,
    records,
    rejected,
    lists: [...lists, ...access.lists, invitations],
    attributes: { ...access.attributes, invitations: invitations.items.length },
  });
}

async function* emitCredentials(
  client: GithubAccessClient,
  { login, system }: Organisation,
  { roster, installations }: Members,
  access: RepositoryAccesses,
): AsyncGenerator<Emission> {
  const path = `orgs/${encodeURIComponent(login)}/personal-access-tokens`;
  const tokens = await client.list<PersonalToken>(path, tokensAnswer, 'personal access tokens');
  const find = (name: string) => roster.find(name.toLowerCase());
  const isHidden = isNotOffered(tokens.failure);
  yield* emitPopulation({
    kind: 'credential',
    scope: system,
    query: 'installed apps, deploy keys and fine-grained personal access tokens',
    maxGapHours,
    records: [
      ...installations.items.map((one) => appCredential(one, system)),
      ...access.keys.map((one) => keyCredential(one, system, find)),
      ...tokens.items.map((one) => tokenCredential(one, system, find)),
    ],
    lists: [installations, ...access.keyLists, ...(isHidden ? [] : [tokens])],
    gaps: isHidden
      ? ['GitHub shows personal access tokens to GitHub Apps alone, so those of members are not known']
      : [],
  });
}
