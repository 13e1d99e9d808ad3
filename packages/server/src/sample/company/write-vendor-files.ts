import { createHash } from 'node:crypto';
import { inMonth, isThere, type MadeAccount, type MadePerson, type SampleSystem } from './company.ts';
import { type CompanyCalendar, monthsMax } from './company-calendar.ts';
import { type Cells, csvOf, jsonLinesOf, jsonListOf, type Table, workbookOf } from './write-tables.ts';

export type VendorFile = { readonly name: string; readonly system: string; readonly bytes: Buffer };

/** The list of people as a personnel system exports it: everybody who ever worked here, with their days. */
export function peopleFile(
  people: readonly MadePerson[],
  month: number,
  { bossMail, calendar }: { readonly bossMail: string; readonly calendar: CompanyCalendar },
): VendorFile {
  const headers = [
    ...['Employee #', 'First Name', 'Last Name', 'Work Email', 'Job Title', 'Division', 'Reporting to'],
    ...['Supervisor Email', 'Hire Date', 'Termination Date', 'Status'],
  ];
  const known = people.filter(({ spans }) => (spans[0]?.from ?? 0) <= month);
  const rows = known.map((person): Cells => {
    const span = person.spans.findLast(({ from }) => from <= month);
    const hasLeft = span?.until !== null && span !== undefined && span.until <= month;
    const planned = inMonth(person.plannedEnds ?? [], month)?.day ?? null;
    const end = hasLeft && span.until !== null ? calendar.eventDay(span.until) : planned;
    const start = (span?.from ?? -1) <= 0 ? person.startedOn : calendar.eventDay(span?.from ?? 0);
    const names = [person.number, person.given, person.family, inMonth(person.mails, month)?.mail ?? ''];
    const job = inMonth(person.jobs, month)?.job ?? '';
    return [...names, job, person.employer, '', bossMail, start, end, hasLeft ? 'Inactive' : 'Active'];
  });
  return { name: 'BambooHR employees.csv', system: 'people', bytes: csvOf({ headers, rows }) };
}

/** What each system's own export would hold in a month. */
export function accountFiles(
  accounts: readonly MadeAccount[],
  month: number,
  calendar: CompanyCalendar,
): readonly VendorFile[] {
  const there = accounts.filter((account) => isThere(account, month));
  return writers.map(({ name, system, kind, write }) => {
    const own = there.filter((one) => one.system === system && (kind === undefined || one.kind === kind));
    return {
      name,
      system,
      bytes: write(own.map((account) => rowOf(account, month, calendar))),
    };
  });
}

type Row = {
  readonly login: string;
  readonly mail: string;
  readonly name: string;
  readonly given: string;
  readonly family: string;
  readonly role: string;
  readonly owner: string;
  readonly isService: boolean;
  readonly hasFactor: boolean;
  readonly madeOn: string;
  readonly seenOn: string;
};

function rowOf(account: MadeAccount, month: number, calendar: CompanyCalendar): Row {
  const [given = '', ...rest] = account.name.split(' ');
  return {
    login: account.login,
    mail: inMonth(account.mails, month)?.mail ?? '',
    name: account.name,
    given,
    family: rest.join(' '),
    role: inMonth(account.roles, month)?.role ?? '',
    owner: account.owner ?? '',
    isService: account.kind === 'service',
    hasFactor: account.kind !== 'service' && (account.withoutFactorFrom ?? monthsMax) > month,
    madeOn: account.from < 0 ? calendar.dayOf(-2, 3) : calendar.eventDay(account.from),
    seenOn: calendar.dayOf(month, 1),
  };
}

type Writer = {
  readonly name: string;
  readonly system: SampleSystem;
  readonly kind?: MadeAccount['kind'];
  write(rows: readonly Row[]): Buffer;
};

const table = (headers: readonly string[], rows: readonly Row[], cells: (row: Row) => Cells): Table => ({
  headers,
  rows: rows.map(cells),
});

const writers: readonly Writer[] = [
  {
    ...{ name: 'Zendesk team members.csv', system: 'zendesk' },
    write: (rows) =>
      csvOf(
        table(
          [
            'ID',
            'Name',
            'Email',
            'Support role',
            'Suspended',
            'Last sign-in',
            'Primary Group',
            'Date created',
          ],
          rows,
          (row) => [
            row.login,
            row.name,
            row.mail,
            row.role,
            'No',
            `${row.seenOn} 09:30`,
            'Customers',
            row.madeOn,
          ],
        ),
      ),
  },
  {
    ...{ name: 'meta-people.json', system: 'meta-business', kind: 'human' },
    write: (rows) =>
      jsonListOf(
        table(['id', 'name', 'email', 'role', 'finance_permission', 'two_fac_status'], rows, (row) => [
          ...[
            row.login,
            row.name,
            row.mail,
            row.role,
            'NONE',
            row.hasFactor ? '2fac_enabled' : '2fac_disabled',
          ],
        ]),
      ),
  },
  {
    ...{ name: 'meta-partners.json', system: 'meta-business', kind: 'partner' },
    write: (rows) =>
      jsonListOf(
        table(['partner_id', 'partner_name', 'permitted_tasks', 'asset_name'], rows, (row) => [
          ...[row.login, row.name, row.role, 'Brand page'],
        ]),
      ),
  },
  {
    ...{ name: 'meta-system-users.json', system: 'meta-business', kind: 'service' },
    write: (rows) =>
      jsonListOf(
        table(
          ['system_user_id', 'system_user_name', 'system_user_role', 'created_by', 'created_time'],
          rows,
          (row) => [...[row.login, row.name, row.role, row.owner, row.madeOn]],
        ),
      ),
  },
  {
    ...{ name: 'LinkedIn page admins.csv', system: 'linkedin' },
    write: (rows) =>
      csvOf(
        table(['Name', 'Email', 'Page admin role', 'Profile URL'], rows, (row) => [
          ...[row.name, row.mail, row.role, row.login],
        ]),
      ),
  },
  {
    ...{ name: 'Okta users.csv', system: 'okta' },
    write: (rows) =>
      csvOf(
        table(
          ['Login', 'First name', 'Last name', 'Primary email', 'Status', 'Last Login', 'Activation date'],
          rows,
          (row) => [row.mail, row.given, row.family, row.mail, 'ACTIVE', `${row.seenOn} 09:30`, row.madeOn],
        ),
      ),
  },
  {
    ...{ name: 'GitHub members.json', system: 'github' },
    write: (rows) =>
      jsonLinesOf(
        table(
          ['login', 'name', 'tfa_enabled', 'is_public', 'role', 'last_active', 'saml_name_id'],
          rows,
          (row) => [...[row.login, row.name, String(row.hasFactor), 'false', row.role, row.seenOn, row.mail]],
        ),
      ),
  },
  {
    ...{ name: 'Slack members.csv', system: 'slack' },
    write: (rows) =>
      csvOf(
        table(
          [
            'username',
            'email',
            'status',
            'billing-active',
            'has-2fa',
            'has-sso',
            'userid',
            'fullname',
            'displayname',
          ],
          rows,
          (row) => [
            row.login,
            row.mail,
            row.role,
            '1',
            row.hasFactor ? '1' : '0',
            '1',
            memberId(row.login),
            row.name,
            row.given,
          ],
        ),
      ),
  },
  {
    ...{ name: 'HubSpot users.xlsx', system: 'hubspot' },
    write: (rows) =>
      workbookOf(
        'Users',
        table(
          ['User ID', 'First name', 'Last name', 'Email', 'Permission set', 'Last login date'],
          rows,
          (row) => [...[row.login, row.given, row.family, row.mail, row.role, `${row.seenOn} 09:30`]],
        ),
      ),
  },
  {
    ...{ name: 'AWS credential report.csv', system: 'aws:000000000042' },
    write: (rows) => csvOf(table(credentialHeaders, rows, (row) => credentialRow(row))),
  },
];

/** As Slack numbers its members: it stays when somebody is called otherwise, and says nothing of them. */
function memberId(login: string): string {
  return `U0${createHash('sha256').update(login).digest('hex').slice(0, 9).toUpperCase()}`;
}

const credentialHeaders = [
  ...['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'mfa_active'],
  ...[
    'access_key_1_active',
    'access_key_1_last_used_date',
    'access_key_2_active',
    'access_key_2_last_used_date',
  ],
  ...['cert_1_active', 'cert_2_active'],
];

function credentialRow({ login, isService, hasFactor, madeOn, seenOn }: Row): Cells {
  const usedAt = `${seenOn}T08:00:00+00:00`;
  const arn = `arn:aws:iam::000000000042:user/${login}`;
  const password = isService ? ['false', 'N/A', 'false'] : ['true', usedAt, String(hasFactor)];
  const key = isService ? ['true', usedAt] : ['false', 'N/A'];
  return [login, arn, `${madeOn}T08:00:00+00:00`, ...password, ...key, 'false', 'N/A', 'false', 'false'];
}
