import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type ListRead,
  readList,
  readOne,
  readPages,
  rosterOf,
} from '@daybook/kit';
import {
  type Integration,
  integrationsAnswer,
  type Member,
  membersAnswer,
  workspaceAnswer,
} from './answer-schemas.ts';
import { credentialsOf } from './app-credentials.ts';
import type { SlackSettings } from './connector.ts';
import { accountOf, grantsOf } from './member-records.ts';
import { slackHttp, slackRequest } from './slack-http.ts';

const membersPerPage = '200';
const integrationsPerPage = '1000';
const maxGapHours = 7 * 24;

/** Reads one workspace: its members, what their roles allow, and the apps installed in it. */
export async function* collectWorkspace(
  settings: SlackSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const source = { http: slackHttp(tools.http), signal: tools.signal, vendor: 'Slack' };
  const request = slackRequest(settings, 'auth.test');
  const { answer: workspace } = await readOne({
    ...source,
    request,
    schema: workspaceAnswer,
    what: 'the workspace',
  });
  const system = systemOf(workspace.url);
  const members = await readMembers(settings, source);
  const roster = rosterOf(system, members.items, namedAccount);
  yield { type: 'progress', done: members.items.length, total: null, unit: 'members' };
  const population = { scope: system, maxGapHours, lists: [members] };
  const canMembersInstall = settings.canMembersInstall !== 'no';
  yield* emitPopulation({
    ...population,
    kind: 'account',
    query: 'all members, deactivated ones and apps among them (users.list)',
    records: roster.accounts.map(({ item, holder }) => accountOf(item, holder, system)),
    attributes: { deactivated: members.items.filter(({ deleted }) => deleted === true).length },
  });
  yield* emitPopulation({
    ...population,
    kind: 'grant',
    query: 'the role of every active member (users.list)',
    records: roster.accounts.flatMap(({ item, holder }) =>
      grantsOf(item, holder, { system, canMembersInstall }),
    ),
  });
  const log = await readIntegrations(settings, source);
  const isRefused = log.failure?.code === 'source-refused';
  yield* emitPopulation({
    ...population,
    kind: 'credential',
    query: 'apps with a bot, and apps by the integration log (users.list, team.integrationLogs)',
    lists: isRefused ? [members] : [members, log],
    records: credentialsOf(members.items, log.items, roster, system),
    gaps: isRefused
      ? [
          'Slack does not show the integration log with this token, so apps without a bot, who installed an app and what it may do are not known',
        ]
      : [],
  });
}

/** `https://team.slack.com/` is `slack:team`. */
function systemOf(url: string): string {
  return `slack:${new URL(url).host.replace(/\.slack(-gov)?\.com$/, '')}`;
}

type Source = Pick<ConnectorTools, 'http' | 'signal'> & { readonly vendor: string };

function readMembers(settings: SlackSettings, source: Source): Promise<ListRead<Member>> {
  const pages = readPages({
    ...source,
    first: slackRequest(settings, 'users.list', { limit: membersPerPage }),
    schema: membersAnswer,
    itemsOf: ({ members }) => members,
    nextOf: ({ response_metadata: told }) =>
      told?.next_cursor
        ? slackRequest(settings, 'users.list', { limit: membersPerPage, cursor: told.next_cursor })
        : null,
    keyOf: ({ id }) => id,
    what: 'members',
  });
  return readList(pages);
}

function readIntegrations(settings: SlackSettings, source: Source): Promise<ListRead<Integration>> {
  const pages = readPages({
    ...source,
    first: slackRequest(settings, 'team.integrationLogs', { count: integrationsPerPage, page: '1' }),
    schema: integrationsAnswer,
    itemsOf: ({ logs }) => logs,
    nextOf: ({ paging }) =>
      paging.page < paging.pages
        ? slackRequest(settings, 'team.integrationLogs', {
            count: integrationsPerPage,
            page: String(paging.page + 1),
          })
        : null,
    keyOf: (one) => JSON.stringify(one),
    what: 'changes of integrations',
  });
  return readList(pages);
}

function namedAccount({ id, name, real_name, profile }: Member) {
  return { id, email: profile?.email, name: profile?.real_name || real_name || name };
}
