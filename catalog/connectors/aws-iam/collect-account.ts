import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type IdentityField,
  identity,
  type ListRead,
  type RecordOf,
  readList,
  readValue,
} from '@daybook/kit';
import type { AccessKey, IamUser } from './answer-schemas.ts';
import type { AwsIamSettings } from './connector.ts';
import { parseCredentialReport, type ReportRow, rootUser } from './credential-report.ts';
import { type Detail, type IamReader, openIam } from './iam-reader.ts';
import { accountOf, type Directory, grantOfRoot, grantsOf } from './user-records.ts';

const maxGapHours = 7 * 24;

type Account = {
  readonly directory: Directory;
  readonly users: readonly IamUser[];
  readonly details: ListRead<Detail>;
  readonly report: ListRead<ReadonlyMap<string, ReportRow>>;
  readonly rows: ReadonlyMap<string, ReportRow>;
  readonly holderOf: (userName: string) => IdentityField;
};

/** Reads one AWS account: its IAM users with the root user, the policies that reach them, and their access keys. */
export async function* collectAccount(
  settings: AwsIamSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const iam = await openIam(settings, tools);
  const report = await readValue(async () => parseCredentialReport(await iam.credentialReport()));
  const details = await readList(iam.details());
  const account = accountFrom(details, report);
  yield { type: 'progress', done: account.users.length, total: null, unit: 'users' };
  yield* readAccounts(iam, account);
  const { directory, users, rows, holderOf } = account;
  const { system } = directory;
  const hasRoot = rows.has(rootUser);
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: 'all policies attached to users and their groups, and the root user',
    maxGapHours,
    records: [
      ...(hasRoot ? [grantOfRoot(holderOf(rootUser), system)] : []),
      ...users.flatMap((user) => grantsOf(user, holderOf(user.UserName), directory)),
    ],
    lists: [details, report],
    gaps: hasRoot || report.failure !== null ? [] : ['the credential report names no root user'],
  });
  yield* readKeys(iam, account);
}

function accountFrom(details: ListRead<Detail>, report: Account['report']): Account {
  const users = details.items.flatMap((one) => (one.type === 'user' ? [one.value] : []));
  const rows = report.items[0] ?? new Map<string, ReportRow>();
  const arns = [...users.map(({ Arn }) => Arn), ...[...rows.values()].map(({ arn }) => arn)];
  const id = arns
    .map((arn) => /^arn:aws[\w-]{0,20}:iam::(\d{12}):/.exec(arn)?.[1])
    .find((one) => one !== undefined);
  if (id === undefined)
    throw details.failure ?? report.failure ?? new Error('an account without users names its root');
  const system = `aws:${id}`;
  const directory = {
    system,
    groups: new Map(
      details.items.flatMap((one) =>
        one.type === 'group' ? [[one.value.GroupName, one.value] as const] : [],
      ),
    ),
    policies: new Map(
      details.items.flatMap((one) => (one.type === 'policy' ? [[one.value.Arn, one.value] as const] : [])),
    ),
  };
  const holderOf = (login: string) => identity({ login, system });
  return { directory, users, details, report, rows, holderOf };
}

/** AWS counts the users of an account itself; the root user is none of them. */
async function* readAccounts(iam: IamReader, account: Account): AsyncGenerator<Emission> {
  const { directory, users, rows, holderOf, details, report } = account;
  const count = await readValue(() => iam.countUsers());
  const factors = new Map<string, boolean>();
  const lists: ListRead<unknown>[] = [details, report, count];
  for (const { UserName } of users) {
    const factor = await readValue(() => iam.hasMfa(UserName));
    lists.push(factor);
    for (const has of factor.items) factors.set(UserName, has);
  }
  const root = rows.get(rootUser);
  const [stated] = count.items;
  const records = users.map((user) => {
    const { UserName, UserId, CreateDate, GroupList } = user;
    return accountOf(rows.get(UserName), holderOf(UserName), {
      system: directory.system,
      roles: GroupList.map((name) => name.slice(0, 200)),
      hasMfa: factors.get(UserName) ?? 'unknown',
      createdAt: CreateDate?.toISOString(),
      userId: UserId,
    });
  });
  if (root !== undefined) {
    const told = { system: directory.system, roles: ['root'], hasMfa: root.hasMfa, createdAt: undefined };
    records.unshift(accountOf(root, holderOf(rootUser), told));
  }
  yield* emitPopulation({
    kind: 'account',
    scope: directory.system,
    query:
      'the root user and all IAM users (GetAccountAuthorizationDetails, credential report, ListMFADevices)',
    maxGapHours,
    records,
    lists,
    ...(stated === undefined ? {} : { sourceCount: stated + (root === undefined ? 0 : 1) }),
  });
}

async function* readKeys(iam: IamReader, account: Account): AsyncGenerator<Emission> {
  const { directory, users, holderOf, rows } = account;
  const { system } = directory;
  const lists: ListRead<unknown>[] = [account.details, account.report];
  const records: RecordOf<'credential'>[] = rootKeys(rows.get(rootUser), holderOf(rootUser), system);
  for (const { UserName } of users) {
    const keys = await readList(iam.accessKeys(UserName));
    lists.push(keys);
    for (const key of keys.items) {
      const use = await readValue(() => iam.lastUse(key.AccessKeyId));
      lists.push(use);
      records.push(
        credentialOf(key, { system, owner: holderOf(UserName), lastUsedAt: use.items[0] ?? null }),
      );
    }
  }
  yield* emitPopulation({
    kind: 'credential',
    scope: system,
    query: 'access keys of all users and of the root user',
    maxGapHours,
    records,
    lists,
  });
}

function credentialOf(
  { AccessKeyId, Status, CreateDate }: AccessKey,
  { system, owner, lastUsedAt }: { system: string; owner: IdentityField; lastUsedAt: string | null },
): RecordOf<'credential'> {
  return {
    system,
    credential: AccessKeyId,
    purpose: null,
    owner,
    scopes: [],
    createdAt: CreateDate?.toISOString() ?? 'unknown',
    expiresAt: null,
    lastUsedAt,
    isActive: Status === 'Active' ? true : Status === 'Inactive' ? false : 'unknown',
  };
}

/** The keys of the root user stand in the report alone, without their ids. */
function rootKeys(
  row: ReportRow | undefined,
  owner: IdentityField,
  system: string,
): RecordOf<'credential'>[] {
  return (row?.keys ?? []).flatMap(({ number, isActive, rotatedAt, lastUsedAt }) => {
    if (isActive === false) return [];
    const credential = `root/access-key-${number}`;
    return [
      {
        system,
        credential,
        purpose: null,
        owner,
        scopes: ['*'],
        createdAt: rotatedAt,
        expiresAt: null,
        lastUsedAt,
        isActive,
      },
    ];
  });
}
