import { type ConnectorTools, type Emission, emitPopulation, readEach, rosterOf } from '@daybook/kit';
import { accessTokenOf } from './access-token.ts';
import { accountRecord } from './account-record.ts';
import { emitAdminEvents } from './admin-events.ts';
import { tokensAnswer, usersAnswer } from './answer-schemas.ts';
import type { GoogleWorkspaceSettings } from './connector.ts';
import { createGoogleLists, type GoogleLists } from './google-lists.ts';
import { emitRoleGrants } from './role-grants.ts';
import { tokenRecord } from './token-record.ts';
import { maxGapHours, parallelMax, type Workspace } from './workspace.ts';

/** Reads one Workspace: its users, administrators' roles, the apps each user let in, and who gave administrators' rights. */
export async function* collectWorkspace(
  settings: GoogleWorkspaceSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const token = await accessTokenOf(settings, tools);
  const lists = createGoogleLists({ baseUrl: settings.baseUrl, token }, tools);
  const { customer, domain } = settings;
  const system = `google-workspace:${domain}`;
  const users = await lists.read(`directory/v1/users?customer=${customer}&maxResults=500&projection=full`, {
    schema: usersAnswer,
    itemsOf: (answer) => answer.users,
    keyOf: ({ id }) => id,
    what: 'users',
  });
  const roster = rosterOf(system, users.items, ({ id, primaryEmail, name }) => ({
    id,
    email: primaryEmail,
    login: primaryEmail,
    name: name?.fullName,
  }));
  const workspace = { system, customer, users, roster };
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'all users, suspended and archived ones among them',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) => accountRecord(item, holder, system)),
    lists: [users],
    attributes: { suspended: users.items.filter(({ suspended }) => suspended).length },
  });
  yield* emitRoleGrants(lists, workspace);
  yield* emitTokens(lists, workspace);
  yield* emitAdminEvents(lists, workspace, tools.now());
}

async function* emitTokens(lists: GoogleLists, workspace: Workspace): AsyncGenerator<Emission> {
  const { system, users, roster } = workspace;
  const read = yield* readEach({
    items: roster.accounts,
    unit: 'accounts',
    parallelMax,
    read: ({ item }) =>
      lists.read(`directory/v1/users/${encodeURIComponent(item.id)}/tokens`, {
        schema: tokensAnswer,
        itemsOf: ({ items }) => items,
        keyOf: ({ clientId }) => clientId,
        what: 'apps that users let in',
      }),
  });
  const records = roster.accounts.flatMap(({ item, holder }, i) =>
    (read[i]?.items ?? []).map((token) => tokenRecord(token, item.id, holder, system)),
  );
  yield* emitPopulation({
    kind: 'credential',
    scope: system,
    query: 'apps that users let into their accounts',
    maxGapHours,
    records,
    lists: [users, ...read],
  });
}
