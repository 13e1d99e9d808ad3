import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connector, HttpRequest } from '@daybook/kit';
import { parseCredentialReport } from '../../catalog/connectors/aws-iam/credential-report.ts';
import {
  answersOfCassette,
  answersOfHars,
  collectRecorded,
  type RecordedAnswers,
} from './recorded-answers.ts';

type Compare = (what: string, found: unknown, expected: unknown) => void;
type Connectors = ReadonlyMap<string, Connector>;

/**
 * Who can act there, by recorded answers of sources that have no count in EXPECTED: the counts were taken by reading the
 * recordings by hand, and each connector's README says why they are right.
 */
export async function checkRecordedAccounts(
  inputs: string,
  connectors: Connectors,
  compare: Compare,
): Promise<void> {
  const lists = join(inputs, '..', 'channels', 'account-lists');
  const cassette = (name: string) => answersOfCassette(join(lists, `${name}.yaml`));
  await checkEntra(inputs, cassette('microsoft_365'), connectors, compare);
  const slack = await read(connectors, 'slack', { token: 'x' }, cassette('slack'), (request) => {
    const isWho = request.url.endsWith('/auth.test');
    const who = { ok: true, url: 'https://acme.slack.com/', team_id: 'T1' };
    return { status: 200, text: JSON.stringify(isWho ? who : { ok: false, error: 'missing_scope' }) };
  });
  compare('slack: members', slack.accounts.length, 41);
  compare('slack: active ones', slack.grants, 29);
  compare(
    'slack: without a second factor',
    slack.accounts.filter(({ hasMfa }) => hasMfa === false).length,
    4,
  );
  const zendesk = await read(
    connectors,
    'zendesk',
    { subdomain: 'acme', token: 'x' },
    cassette('zendesk'),
    notThere,
  );
  compare('zendesk: agents', zendesk.accounts.length, 2);
  const intercom = await read(connectors, 'intercom', { token: 'x' }, cassette('intercom'), (request) => {
    const me = { type: 'admin', app: { id_code: 'x' } };
    return request.url.endsWith('/me') ? { status: 200, text: JSON.stringify(me) } : notThere(request);
  });
  compare('intercom: teammates', intercom.accounts.length, 5);
  compare('intercom: services among them', intercom.accounts.filter(isService).length, 1);
  for (const [what, { invalid }] of Object.entries({ slack, zendesk, intercom }))
    compare(`${what}: invalid records`, invalid, 0);
  await checkSlackSamples(inputs, connectors, compare);
  checkReports(inputs, compare);
}

async function checkEntra(
  inputs: string,
  cassette: RecordedAnswers,
  connectors: Connectors,
  compare: Compare,
) {
  const folder = join(
    inputs,
    '05-saas-logs-and-apis',
    'entra-har-a',
    'active-directory',
    '__tests__',
    '__recordings__',
  );
  const names = ['fetchAccount_3692983622', 'iterateUsers_2144043971', 'iterateDirectoryRoles_1273909441'];
  const files = [...names, 'iterateDirectoryRoleMembers_226809899'].map((name) =>
    join(folder, name, 'recording.har'),
  );
  const settings = { tenant: 'x', clientId: 'x', clientSecret: 'x' };
  const recorded = await read(connectors, 'entra', settings, answersOfHars(files), emptyGraph);
  compare('entra recording: users', recorded.accounts.length, 4);
  compare('entra recording: members of the one role whose members are recorded', recorded.grants, 3);
  const listed = await read(connectors, 'entra', settings, cassette, emptyGraph);
  const factors = [true, false, 'unknown'].map(
    (has) => listed.accounts.filter(({ hasMfa }) => hasMfa === has).length,
  );
  compare('entra cassette: users', listed.accounts.length, 4);
  compare('entra cassette: with, without, unknown second factor', factors.join(), '2,1,1');
  compare('entra cassette: members of roles', listed.grants, 2);
  compare('entra: invalid records', recorded.invalid + listed.invalid, 0);
}

/** Slack's own samples say `ok: false` in every answer: nothing may come of them. Said to be ok, they fit the shapes. */
async function checkSlackSamples(inputs: string, connectors: Connectors, compare: Compare): Promise<void> {
  const folder = join(inputs, '05-saas-logs-and-apis', 'slack-api-samples', 'api');
  const methods = ['auth.test', 'users.list', 'team.integrationLogs'];
  const texts = methods.map((method) => readFileSync(join(folder, `${method}.json`), 'utf8'));
  const answers = (change: (text: string) => string) =>
    new Map(methods.map((method, i) => [`GET https://slack.com/api/${method}`, change(texts[i] ?? '')]));
  const refused = await read(connectors, 'slack', { token: 'x' }, answers(String), notThere).catch(String);
  compare('slack samples: failure', typeof refused === 'string' && refused.includes('it is not ok'), true);
  const fine = (text: string) => text.replace('"ok": false', '"ok": true');
  const { accounts, invalid } = await read(connectors, 'slack', { token: 'x' }, answers(fine), notThere);
  compare('slack samples said to be ok: members', accounts.length, 1);
  compare('slack samples said to be ok: invalid records', invalid, 0);
}

/** The reports AWS gave; no recording holds the other calls of the same account. */
function checkReports(inputs: string, compare: Compare): void {
  const folder = join(inputs, '03-aws', 'aws-api-recordings-a', 'iam-credential-reports');
  const rows = { test_iam_user_delete_options: 1, test_iam_user_unused_keys_report_in_progress: 8 };
  for (const [name, expected] of Object.entries(rows)) {
    const file = `${name}.iam.GetCredentialReport_${expected === 1 ? 1 : 2}.csv`;
    const report = parseCredentialReport(readFileSync(join(folder, file), 'utf8'));
    compare(`aws-iam ${name}: users`, report.size, expected);
    compare(
      `aws-iam ${name}: with a second factor`,
      [...report.values()].filter(({ hasMfa }) => hasMfa === true).length,
      0,
    );
  }
}

function read(
  connectors: Connectors,
  id: string,
  settings: object,
  answers: RecordedAnswers,
  otherwise: (request: HttpRequest) => { readonly status: number; readonly text: string },
) {
  const connector = connectors.get(id);
  if (connector === undefined) throw new Error(`no connector ${id}`);
  return collectRecorded(connector, settings, answers, otherwise);
}

function notThere(_request: HttpRequest) {
  return { status: 404, text: '{}' };
}

/** Lists that were not recorded are empty; one signs in, and the tenant has an id. */
function emptyGraph({ url }: HttpRequest) {
  const token = { token_type: 'Bearer', access_token: 'x' };
  const value = url.endsWith('/organization') ? [{ id: 'x' }] : [];
  return { status: 200, text: JSON.stringify(url.includes('/oauth2/') ? token : { value }) };
}

function isService({ accountKind }: { readonly accountKind: string }): boolean {
  return accountKind === 'service';
}
