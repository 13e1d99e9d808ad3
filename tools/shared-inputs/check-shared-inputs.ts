import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Connector,
  type ConnectorTools,
  type Emission,
  factKindRules,
  recordSchemas,
} from '@daybook/kit';
import { z } from 'zod';
import { loadCatalog } from '../../catalog/load-catalog.ts';
import { checkAccessLists } from './check-access-lists.ts';
import { checkCompanies } from './check-companies.ts';
import { checkRecordedAccounts } from './check-recorded-accounts.ts';
import { type Compared, compareStated } from './compare-stated.ts';

/**
 * The heavier check: exact counts on material the repository does not hold, because it names real people. The folder is
 * `../shared/inputs` beside the checkout, or the first argument. Without it nothing is checked, which is said loudly.
 */
const inputs = resolve(process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'inputs'));
const countNames = {
  commits: 'commits',
  merges: 'merges',
  with_reviewed_by_trailer: 'withReviewedBy',
  with_signed_off_by: 'withSignedOffBy',
  with_pr_reference: 'withPrReference',
  with_ack_list: 'withAckList',
  signed: 'signed',
  author_differs_from_committer: 'authorDiffersFromCommitter',
  reviewer_equals_author_only: 'reviewerEqualsAuthorOnly',
} as const;
const expectedHistory = z.object({ head: z.string(), first_parent_trunk: z.record(z.string(), z.int()) });

type Collected = {
  readonly items: readonly string[];
  readonly emissions: readonly Emission[];
  readonly invalid: number;
};
const lines: { readonly isGood: boolean; readonly text: string }[] = [];
const compared: Compared[] = [];

if (existsSync(join(inputs, 'EXPECTED'))) await checkAll();
else process.stdout.write(`NOTHING WAS CHECKED: the shared inputs are not at ${inputs}\n`);
for (const { isGood, text } of lines) process.stdout.write(`${isGood ? 'ok  ' : 'BAD '} ${text}\n`);
const bad = lines.filter(({ isGood }) => !isGood).length;
if (lines.length > 0) process.stdout.write(`${lines.length - bad} passed, ${bad} failed, 0 skipped\n`);
process.exitCode = bad === 0 ? 0 : 1;

async function checkAll(): Promise<void> {
  const { connectors } = await loadCatalog();
  for (const name of ['oauth2', 'bbolt']) await checkHistory(connectorOf(connectors, 'git'), name);
  await checkRecording(connectorOf(connectors, 'github'));
  await checkCredentialReports(connectorOf(connectors, 'table'));
  await checkAccessLists(inputs, (id) => connectorOf(connectors, id), compare);
  await checkRecordedAccounts(inputs, connectors, compare);
  await checkCompanies(inputs, (id) => connectorOf(connectors, id), compare);
  lines.push(...compareStated(inputs, compared));
}

async function checkHistory(connector: Connector, name: string): Promise<void> {
  const file = join(inputs, 'EXPECTED', `git-history-${name}.json`);
  const expected = expectedHistory.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { items, emissions, invalid } = await collect(
    connector,
    join(inputs, '02-git-histories', `git-history-${name}`),
  );
  const end = emissions.find((one) => one.type === 'end');
  const attributes = end?.type === 'end' ? end.attributes : {};
  for (const [theirs, ours] of Object.entries(countNames)) {
    compare(`git ${name}: ${ours}`, attributes[ours], expected.first_parent_trunk[theirs]);
  }
  compare(`git ${name}: items`, new Set(items).size, expected.first_parent_trunk.commits);
  compare(`git ${name}: complete`, end?.type === 'end' && end.isComplete, true);
  compare(`git ${name}: invalid records`, invalid, 0);
}

async function checkRecording(connector: Connector): Promise<void> {
  const folder = join(inputs, '01-github', 'github-graphql-har-shared', 'pullRequests_4029166752');
  const { items, emissions, invalid } = await collect(connector, join(folder, 'recording.har'));
  const changes = items.filter((item) => item.startsWith('change '));
  const times = emissions.flatMap((one) =>
    one.type === 'record' && 'reviews' in one.record && one.record.reviews !== 'unknown'
      ? one.record.reviews.map((review) => review.submittedAt)
      : [],
  );
  const ends = emissions.flatMap((one) => (one.type === 'end' ? [one] : []));
  compare('github recording: merged pull requests', changes.length, 124);
  compare('github recording: none twice', new Set(changes).size, 124);
  compare('github recording: reviews with a time', times.filter((time) => time !== 'unknown').length, 0);
  compare('github recording: incomplete populations', ends.filter((end) => !end.isComplete).length, 0);
  compare('github recording: invalid records', invalid, 0);
  const rules = join(folder, '..', 'branchProtectionRules_2658866605', 'recording.har');
  const protection = await collect(connector, rules);
  const found = protection.items.filter((item) => item.startsWith('branch-protection '));
  compare('github recording: branch protections', found.length, 8);
}

async function checkCredentialReports(connector: Connector): Promise<void> {
  const folder = join(inputs, '03-aws', 'aws-api-recordings-a', 'iam-credential-reports');
  const reports = {
    'test_iam_user_delete_options.iam.GetCredentialReport_1.csv': 1,
    'test_iam_user_unused_keys_report_in_progress.iam.GetCredentialReport_2.csv': 8,
  };
  for (const [name, accounts] of Object.entries(reports)) {
    const { items, invalid } = await collect(connector, join(folder, name));
    compare(`table ${name}: accounts`, new Set(items).size, accounts);
    compare(`table ${name}: invalid records`, invalid, 0);
  }
}

async function collect(connector: Connector, path: string): Promise<Collected> {
  const tools: ConnectorTools = {
    http: { send: () => Promise.reject(new Error('files need no network')) },
    now: () => '2026-01-01T00:00:00.000Z',
    signal: new AbortController().signal,
  };
  const settings = connector.settings.parse(await connector.settingsFromPath?.(path));
  const emissions: Emission[] = [];
  for await (const one of connector.collect(settings, tools)) emissions.push(one);
  const records = emissions.flatMap((one) => (one.type === 'record' ? [one] : []));
  const invalid = records.filter(({ kind, record }) => !recordSchemas[kind].safeParse(record).success).length;
  return { emissions, invalid, items: records.map(itemOf) };
}

/** People stand as text in place of their pseudonyms. */
function itemOf({ kind, scope, record }: Extract<Emission, { type: 'record' }>): string {
  const text = JSON.stringify(record, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && '$identity' in value ? JSON.stringify(value) : value,
  );
  // The record was emitted as of this kind, and keys are made of texts and numbers alone.
  return `${kind} ${scope} ${factKindRules[kind].keyOf(JSON.parse(text) as never)}`;
}

function connectorOf(connectors: ReadonlyMap<string, Connector>, id: string): Connector {
  const connector = connectors.get(id);
  if (connector === undefined) throw new Error(`no connector ${id}`);
  return connector;
}

function compare(what: string, found: unknown, expected: unknown): void {
  compared.push({ what, found, expected });
  lines.push({
    isGood: found === expected,
    text: `${what}: ${found}${found === expected ? '' : `, expected ${expected}`}`,
  });
}
