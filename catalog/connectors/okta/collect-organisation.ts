import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type ListRead,
  readEach,
  rosterOf,
  SourceError,
} from '@daybook/kit';
import { emitAccessEvents } from './access-events.ts';
import { accountRecord, mfaAttributes } from './account-record.ts';
import {
  type App,
  appsAnswer,
  type Factor,
  factorsAnswer,
  type Token,
  tokensAnswer,
  type User,
  usersAnswer,
} from './answer-schemas.ts';
import { emitApps } from './app-assignments.ts';
import type { OktaSettings } from './connector.ts';
import { readGroups } from './groups.ts';
import { createOktaLists, type OktaLists } from './okta-lists.ts';
import { maxGapHours, type Organisation, parallelMax } from './organisation.ts';
import { emitRoleGrants } from './role-grants.ts';
import { tokenRecord } from './token-record.ts';

/** Reads one organisation: its users and their factors, roles, apps with who is assigned, API tokens and access events. */
export async function* collectOrganisation(
  settings: OktaSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const lists = createOktaLists(settings, tools);
  const system = new URL(settings.baseUrl).host;
  const users = await readUsers(lists);
  if (users.failure !== null && users.items.length === 0) throw users.failure;
  const organisation = { system, users, roster: rosterOf(system, users.items, namedUser) };
  yield* emitAccounts(lists, organisation);
  const groups = yield* readGroups(lists);
  requireGoingOn(tools.signal);
  const apps = await lists.read<App>('apps?limit=200', appsAnswer, 'apps');
  // Apps that could not be listed are systems nobody hears of; the list of Okta's own grants says so by failing.
  yield* emitRoleGrants(lists, organisation, { ...groups, lists: [...groups.lists, apps] });
  yield* emitApps(lists, organisation, groups, apps);
  yield* emitTokens(lists, organisation);
  yield* emitAccessEvents(lists, organisation, tools.now());
}

/** Okta leaves deactivated users out of its list unless they are asked for. */
async function readUsers(lists: OktaLists): Promise<ListRead<User>> {
  const present = await lists.read('users?limit=200', usersAnswer, 'users');
  if (present.failure !== null) return present;
  const filter = encodeURIComponent('status eq "DEPROVISIONED"');
  const gone = await lists.read(`users?limit=200&filter=${filter}`, usersAnswer, 'deactivated users');
  const known = new Set(present.items.map(({ id }) => id));
  return {
    items: [...present.items, ...gone.items.filter(({ id }) => !known.has(id))],
    pages: present.pages + gone.pages,
    failure: gone.failure,
  };
}

async function* emitAccounts(lists: OktaLists, organisation: Organisation): AsyncGenerator<Emission> {
  const { system, users, roster } = organisation;
  const present = users.items.filter(({ status }) => status !== 'DEPROVISIONED');
  const read = yield* readEach({
    items: present,
    unit: 'accounts',
    parallelMax,
    read: ({ id }) =>
      lists.read<Factor>(`users/${encodeURIComponent(id)}/factors`, factorsAnswer, 'second factors'),
  });
  const factors = new Map(present.map(({ id }, i) => [id, read[i]]));
  const isRefused = read.length > 0 && read.every(({ failure }) => failure?.code === 'source-refused');
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'all users, deactivated ones among them, and their second factors',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) =>
      accountRecord(item, holder, {
        system,
        factors: isRefused ? null : (factors.get(item.id)?.items ?? null),
      }),
    ),
    lists: isRefused ? [users] : [users, ...read],
    attributes: {
      ...mfaAttributes(read.flatMap(({ items }) => items)),
      ...(isRefused ? { factorsNotShown: read.length } : {}),
    },
  });
}

async function* emitTokens(lists: OktaLists, { system, roster }: Organisation): AsyncGenerator<Emission> {
  const tokens = await lists.read<Token>('api-tokens', tokensAnswer, 'API tokens');
  yield* emitPopulation({
    kind: 'credential',
    scope: system,
    query: 'API tokens',
    maxGapHours,
    records: tokens.items.map((token) => tokenRecord(token, system, roster)),
    lists: [tokens],
  });
}

function namedUser({ id, profile }: User) {
  const parts = [profile.firstName, profile.lastName].filter((part) => part).join(' ');
  return { id, email: profile.email, login: profile.login, name: profile.displayName || parts };
}

function requireGoingOn(signal: AbortSignal): void {
  if (signal.aborted) throw new SourceError('cancelled', 'reading Okta was cancelled', 'start it again');
}
