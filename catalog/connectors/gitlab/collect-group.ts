import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type ListRead,
  type RecordOf,
  type Roster,
  rosterOf,
} from '@daybook/kit';
import {
  type EnterpriseUser,
  enterpriseUsersAnswer,
  groupAnswer,
  type Member,
  serviceAccountsAnswer,
} from './answer-schemas.ts';
import type { GitlabSettings } from './connector.ts';
import { createGitlabClient, type GitlabClient, isNotOffered } from './gitlab-client.ts';
import { accountRecord, grantRecord } from './member-records.ts';
import { type Places, readPlaces } from './read-places.ts';
import { tokenRecords } from './token-records.ts';

const maxGapHours = 7 * 24;

/** Reads one group with all below it: who reaches it, by which role and way, and the access tokens that act for it. */
export async function* collectGroup(
  settings: GitlabSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const client = createGitlabClient(settings, tools);
  const group = await client.one(`groups/${encodeURIComponent(settings.group)}`, groupAnswer, 'the group');
  const system = `${new URL(group.web_url).host}/${group.full_path}`.slice(0, 200);
  const { places, everyone, lists } = yield* readPlaces(client, group);
  const { enterprise, services, told } = await readKinds(client, group.id);
  const emails = new Map(enterprise.map(({ id, email }) => [id, email]));
  const members = membersOf({ places, everyone, lists });
  // Logins are unique on the whole server, whichever of its groups is connected.
  const roster = rosterOf(new URL(group.web_url).host, members, (one) => ({
    id: String(one.id),
    email: emails.get(one.id) || one.email || one.public_email,
    login: one.username,
    name: one.name,
  }));
  const rests = [everyone, ...lists, ...places.map((place) => place.members)];
  const known = {
    system,
    enterprise: new Map(enterprise.map((user) => [user.id, user])),
    serviceAccounts: new Set(services.map(({ id }) => id)),
  };
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'members of the group, of groups above, below and invited, and of its projects',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) => accountRecord(item, holder, known)),
    lists: [...rests, ...told],
    attributes: { requiresSecondFactor: group.require_two_factor_authentication === true ? 1 : 0 },
  });
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: 'memberships, direct ones and those that are inherited or come with an invited group',
    maxGapHours,
    records: grantsOf({ places, everyone, lists }, roster, system),
    lists: rests,
    attributes: { places: places.length },
  });
  yield* emitPopulation({
    kind: 'credential',
    scope: system,
    query: 'access tokens of the group, its subgroups and projects',
    maxGapHours,
    records: tokenRecords(places, system),
    lists: [...lists, ...places.map((place) => place.tokens)],
  });
}

/** What paid plans tell of users. A list that is not offered leaves `unknown` behind, one that failed is a failure. */
async function readKinds(client: GitlabClient, groupId: number) {
  const path = `groups/${groupId}`;
  const enterprise = await client.list<EnterpriseUser>(
    `${path}/enterprise_users`,
    enterpriseUsersAnswer,
    'enterprise users',
  );
  const services = await client.list(`${path}/service_accounts`, serviceAccountsAnswer, 'service accounts');
  const lists: readonly ListRead<unknown>[] = [enterprise, services];
  const told = lists.filter(({ failure }) => !isNotOffered(failure));
  return { enterprise: enterprise.items, services: services.items, told };
}

/** Everybody once; whoever reaches the whole group as such, the others as the first place knows them. */
function membersOf({ places, everyone }: Places): readonly Member[] {
  const members = new Map<number, Member>(everyone.items.map((member) => [member.id, member]));
  for (const { members: here } of places) {
    for (const member of here.items) if (!members.has(member.id)) members.set(member.id, member);
  }
  return [...members.values()];
}

function grantsOf({ places, everyone }: Places, roster: Roster<Member>, system: string): RecordOf<'grant'>[] {
  const records: RecordOf<'grant'>[] = [];
  const [top] = places;
  const direct = new Set(top?.members.items.map(({ id }) => id));
  const add = (member: Member, place: string, isTop: boolean, isInherited: boolean) => {
    const holder = roster.find(String(member.id));
    const held = { system, place, scope: isTop ? null : place, isInherited };
    if (holder !== null) records.push(grantRecord(member, holder, held));
  };
  for (const place of places) {
    for (const member of place.members.items) {
      add(member, `${place.kind} ${place.path}`, place === top, false);
    }
  }
  for (const member of everyone.items)
    if (!direct.has(member.id)) add(member, 'above or invited', true, true);
  return records;
}
