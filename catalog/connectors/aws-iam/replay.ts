import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

const records = z.array(z.record(z.string(), z.unknown()));
const accountFixture = z.object({
  users: records,
  groups: records,
  policies: records,
  keys: z.record(z.string(), records),
  lastUsed: z.record(z.string(), z.string()),
  devices: z.record(z.string(), records),
});
export type Account = z.infer<typeof accountFixture> & { readonly report: string };

const usersPerPage = 2;
const system = 'aws:123456789012';

/** An invented account, two users a page, answered in IAM's own XML. */
export const replay: Replay = {
  settings: (baseUrl) => ({ accessKeyId: 'EXAMPLEKEY999999', secretAccessKey: 'a-secret', baseUrl }),
  routes: (request) => answerFrom(readAccount(), request),
  expect: { [`account ${system}`]: 6, [`grant ${system}`]: 7, [`credential ${system}`]: 4 },
  nextBy: 'token',
};

export function readAccount(): Account {
  const text = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
  return { ...accountFixture.parse(JSON.parse(text('account.json'))), report: text('credential-report.csv') };
}

/** One call of the query protocol: what is asked stands in the form. Only signed requests are answered. */
export function answerFrom(account: Account, { method, body, headers }: ReplayRequest): ReplayAnswer | null {
  const form = new URLSearchParams(body);
  const action = form.get('Action') ?? '';
  const isSigned = /^AWS4-HMAC-SHA256 Credential=EXAMPLEKEY999999\//.test(headers.authorization ?? '');
  const result = method === 'POST' && isSigned ? resultOf(account, action, form) : null;
  if (result === null) return null;
  const xml = `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${xmlOf(result)}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`;
  return { headers: { 'content-type': 'text/xml' }, body: xml };
}

function resultOf(account: Account, action: string, form: URLSearchParams): unknown {
  const user = form.get('UserName') ?? '';
  switch (action) {
    case 'GetAccountSummary':
      return { SummaryMap: { entry: { Users: account.users.length, Groups: account.groups.length } } };
    case 'GenerateCredentialReport':
      return { State: 'COMPLETE' };
    case 'GetCredentialReport':
      return { Content: Buffer.from(account.report).toString('base64'), ReportFormat: 'text/csv' };
    case 'GetAccountAuthorizationDetails':
      return detailsOf(account, Number(form.get('Marker') ?? '0'));
    case 'ListAccessKeys':
      return { AccessKeyMetadata: account.keys[user] ?? [], IsTruncated: false };
    case 'ListMFADevices':
      return { MFADevices: account.devices[user] ?? [], IsTruncated: false };
    case 'GetAccessKeyLastUsed': {
      const at = account.lastUsed[form.get('AccessKeyId') ?? ''];
      const used = at === undefined ? { ServiceName: 'N/A' } : { LastUsedDate: at, ServiceName: 'iam' };
      return { AccessKeyLastUsed: { ...used, Region: 'us-east-1' } };
    }
    default:
      return null;
  }
}

function detailsOf({ users, groups, policies }: Account, from: number): unknown {
  const end = from + usersPerPage;
  const isTruncated = end < users.length;
  return {
    UserDetailList: users.slice(from, end),
    GroupDetailList: from === 0 ? groups : [],
    Policies: from === 0 ? policies : [],
    RoleDetailList: [],
    IsTruncated: isTruncated,
    ...(isTruncated ? { Marker: String(end) } : {}),
  };
}

/** Lists are `member`s, maps are `entry`s, and policy documents are URL-encoded JSON. */
function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `<member>${xmlOf(one)}</member>`).join('');
  if (typeof value !== 'object' || value === null)
    return String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return Object.entries(value)
    .map(([name, inner]) => {
      if (name === 'entry') return entriesOf(inner);
      const isDocument = name === 'Document' || name === 'PolicyDocument';
      return `<${name}>${isDocument ? encodeURIComponent(JSON.stringify(inner)) : xmlOf(inner)}</${name}>`;
    })
    .join('');
}

function entriesOf(map: object): string {
  return Object.entries(map)
    .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
    .join('');
}
