import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emission, recordSchemas } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connector, type TableSettings } from './connector.ts';

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-table-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function collect(path: string, settings: Partial<TableSettings> = {}) {
  const emissions: Emission[] = [];
  const http = { send: () => Promise.reject(new Error('a file needs no network')) };
  const tools = { http, now: () => '', signal: new AbortController().signal };
  for await (const one of connector.collect({ path, ...settings }, tools)) emissions.push(one);
  const people = emissions.flatMap((one) =>
    one.type === 'record' && one.kind === 'person' ? [recordSchemas.person.parse(one.record)] : [],
  );
  const accounts = emissions.flatMap((one) =>
    one.type === 'record' && one.kind === 'account' ? [recordSchemas.account.parse(one.record)] : [],
  );
  const rejected = emissions.flatMap((one) => (one.type === 'rejected' ? [one] : []));
  const ends = emissions.flatMap((one) => (one.type === 'end' ? [one] : []));
  return { emissions, people, accounts, rejected, ends };
}

describe('people', () => {
  it('are read from German headers, semicolons, quotes and two ways to write a day', async () => {
    const { people, ends, rejected } = await collect(fixture('people.csv'));

    expect(people).toEqual([
      {
        person: { $identity: { email: 'ada@team.example', name: 'Ada Example' } },
        employer: 'Team',
        manager: { $identity: { email: 'dara@team.example' } },
        role: 'Support lead',
        startsOn: '2023-02-01',
        endsOn: null,
        isActive: true,
      },
      {
        person: { $identity: { email: 'ben@team.example', name: 'Ben Example' } },
        employer: 'Team',
        manager: { $identity: { email: 'ada@team.example' } },
        role: 'Support',
        startsOn: '2024-03-01',
        endsOn: '2025-06-30',
        isActive: false,
      },
      {
        person: { $identity: { email: 'cleo@team.example', name: 'Example; Cleo' } },
        employer: 'Partner',
        manager: { $identity: { name: 'Ada Example', system: 'people' } },
        role: 'Moderator',
        startsOn: '2025-01-15',
        endsOn: null,
        isActive: true,
      },
    ]);
    expect(rejected).toEqual([]);
    expect(ends).toMatchObject([
      { kind: 'person', scope: 'people', isComplete: true, attributes: { people: 3, withEnd: 1 } },
    ]);
  });

  it('are read the same with a byte order mark and Windows line ends', async () => {
    const plain = readFileSync(fixture('people.csv'), 'utf8');
    const marked = file('marked.csv', `\uFEFF${plain.replaceAll('\n', '\r\n')}`);

    expect((await collect(marked)).people).toEqual((await collect(fixture('people.csv'))).people);
  });

  it('never have an ambiguous day guessed', async () => {
    const path = file('days.csv', 'email,start\na@team.example,03/04/2025\nb@team.example,13/04/2025\n');

    const unsure = await collect(path);
    const told = await collect(path, { dateOrder: 'day-first' });

    expect(unsure.people).toHaveLength(1);
    expect(unsure.rejected).toMatchObject([
      { where: 'line 2', reason: '`startsOn` could be two different days; set the order of dates' },
    ]);
    expect(told.people.map(({ startsOn }) => startsOn)).toEqual(['2025-04-03', '2025-04-13']);
  });
});

describe('accounts', () => {
  it('form one population per system, with what a cell does not say left unknown', async () => {
    const { accounts, ends } = await collect(fixture('accounts.csv'));

    const lists = ends.filter(({ kind }) => kind === 'account');
    expect(lists.map(({ scope, isComplete }) => [scope, isComplete])).toEqual([
      ['crm', true],
      ['chat', true],
    ]);
    expect(accounts).toMatchObject([
      {
        system: 'crm',
        holder: { $identity: { email: 'ada@team.example', login: 'ada', system: 'crm' } },
        owner: null,
        roles: ['admin', 'agent'],
        hasMfa: true,
        lastSeenAt: '2025-06-01T07:30:00.000Z',
        accountKind: 'human',
        isEnabled: 'unknown',
      },
      {
        holder: { $identity: { login: 'export-bot', system: 'crm' } },
        hasMfa: 'unknown',
        accountKind: 'service',
      },
      { system: 'chat', hasMfa: false, lastSeenAt: null },
    ]);
  });

  it('are read from JSON with nested fields, strings full of brackets, and a list inside an object', async () => {
    const { accounts } = await collect(fixture('accounts.json'));

    expect(accounts).toMatchObject([
      {
        holder: { $identity: { email: 'ada@team.example', name: 'Ada "A" Example, Team [lead]' } },
        roles: ['owner', 'agent'],
        hasMfa: true,
      },
      { hasMfa: false, roles: [], lastSeenAt: 'unknown' },
    ]);
  });

  it('are on the system the file is named after, where neither a column nor a setting says so', async () => {
    const { accounts, ends } = await collect(
      file('Zendesk Agents.csv', 'login,mfa,last seen\nada,yes,2025-01-01\n'),
    );

    expect(accounts).toMatchObject([{ system: 'zendesk-agents' }]);
    expect(ends).toMatchObject([{ scope: 'zendesk-agents', isComplete: true }]);
  });

  it('are on systems whose names can be written down, whatever a file says', async () => {
    const rows = String.raw`[{"system":"c\ud800rm","login":"a1","email":"a1@company.example"}]`;

    const { accounts, ends } = await collect(file('odd-system.json', rows));

    expect(accounts[0]?.system).toBe('c\ufffdrm');
    expect(ends[0]?.scope).toBe('c\ufffdrm');
  });

  it('are not enabled where the source calls them suspended, and unknown where it says both', async () => {
    const { accounts } = await collect(
      file(
        'desk.csv',
        'login,MFA,Suspended,Enabled\nada,yes,true,\nben,yes,false,\ncleo,yes,true,true\ndara,yes,,yes\n',
      ),
    );

    expect(accounts.map((account) => account.isEnabled)).toEqual([false, true, 'unknown', true]);
  });

  it('are recognised as the AWS credential report by its headers', async () => {
    const { accounts, ends } = await collect(fixture('credential-report.csv'));

    expect(ends).toMatchObject([{ scope: 'aws:123456789012', isComplete: true }]);
    expect(accounts).toMatchObject([
      {
        holder: { $identity: { login: '<root_account>', system: 'aws:123456789012' } },
        accountKind: 'human',
        canSignIn: true,
        hasMfa: true,
        lastSeenAt: '2024-11-25T14:19:48.000Z',
      },
      { canSignIn: true, hasMfa: false, accountKind: 'human', lastSeenAt: 'unknown' },
      { canSignIn: false, accountKind: 'unknown', isEnabled: true, lastSeenAt: '2025-03-01T10:00:00.000Z' },
      { canSignIn: false, isEnabled: false, lastSeenAt: null, createdAt: '2021-05-30T19:46:19.000Z' },
    ]);
  });
});

describe('a file that cannot be trusted', () => {
  it.each([
    ['utf16le.csv', Buffer.from('\uFEFFemail,name\na@team.example,A\n', 'utf16le'), 'UTF-16'],
    ['utf16-without-mark.csv', Buffer.from('email,name\na@team.example,A\n', 'utf16le'), 'UTF-16'],
    ['utf16be.csv', Buffer.from('\uFEFFemail,name\na@team.example,A\n', 'utf16le').swap16(), 'UTF-16'],
    ['latin1.csv', Buffer.from('email,name\na@team.example,J\xF6rg\n', 'latin1'), 'not UTF-8'],
    ['workbook.csv', Buffer.from('PK\u0003\u0004rest'), 'workbook'],
    [
      'no-identity.csv',
      'name,role,start\nAda Example,Support,2025-01-01\n',
      'lacks a column for `email` or `login`; it has `name`, `role`, `start`',
    ],
    ['empty.csv', '', 'the file is empty'],
    ['header-only.csv', 'email,name\n', 'no row below its header'],
    [
      'all-broken.csv',
      'email,name\nx\ny\n',
      'none of 2 rows could be read; line 2: it has 1 columns, the header has 2',
    ],
    [
      'open-quote.csv',
      'email,name\na@team.example,A\nb@team.example,"B\nc@team.example,C\n',
      'ends inside quotes',
    ],
    ['cut.json', '[{"email":"a@team.example"},{"email":"b@team', 'ends in the middle of row 2'],
    ['cut-after-row.json', '[{"email":"a@team.example"},', 'ends in the middle of row 2'],
    ['cut-wrapper.json', '{"users":[{"email":"a@team.example"}]', 'ends in the middle'],
    ['no-list.json', '{"a":1}', 'not a JSON list'],
  ])('is refused with a sentence: %s', async (name, content, sentence) => {
    await expect(collect(file(name, content))).rejects.toThrow(sentence);
  });

  it('lists each broken row with its line and keeps the others', async () => {
    const rows = Array.from({ length: 10 }, (_, i) =>
      i % 3 === 0 ? 'broken' : `p${i}@team.example,2025-01-01`,
    );

    const { people, rejected, ends } = await collect(file('partly.csv', `email,start\n${rows.join('\n')}\n`));

    expect(people).toHaveLength(6);
    expect(rejected.map(({ where }) => where)).toEqual(['line 2', 'line 5', 'line 8', 'line 11']);
    expect(ends).toHaveLength(1);
  });

  it('names the column a mapping asks for and the columns there are', async () => {
    const path = file('mapped.csv', 'who,since\nada,2025-01-01\n');

    const mapped = await collect(path, { kind: 'person', mapping: { login: 'who', startsOn: 'since' } });

    expect(mapped.people[0]).toMatchObject({
      person: { $identity: { login: 'ada', system: 'people' } },
      startsOn: '2025-01-01',
    });
    await expect(collect(path, { kind: 'person', mapping: { email: 'Mail' } })).rejects.toThrow(
      'lacks the column `Mail`; it has `who`, `since`',
    );
  });

  it('does not repeat a first row of data as headers in its words', async () => {
    const failure = await collect(file('headerless.csv', 'ada@team.example\nben@team.example\n')).catch(
      String,
    );

    expect(failure).not.toContain('ada@');
  });
});

it('previews a file with its headers, a few rows and what the columns seem to be', async () => {
  const preview = await connector.previewFile?.(fixture('accounts.csv'));

  expect(preview).toMatchObject({
    format: 'csv',
    headers: ['System', 'Username', 'Email', 'Owner', 'Roles', 'MFA', 'Last seen', 'Type'],
    guess: {
      kind: 'account',
      mapping: { system: 'System', login: 'Username', email: 'Email', hasMfa: 'MFA' },
    },
  });
  expect(preview?.rows).toHaveLength(3);
  expect(preview?.rows[0]?.slice(0, 3)).toEqual(['crm', 'ada', 'ada@team.example']);
});

describe('the id by which an account stays the same', () => {
  const slack = 'username,email,status,billing-active,has-2fa,userid,fullname';

  it('is read from the exports that have one', async () => {
    const row = 'ada,ada@team.example,Member,1,1,U0A1B2C3D4,Ada Example';

    expect((await collect(file('slack-ids.csv', `${slack}\n${row}\n`))).accounts).toMatchObject([
      { externalId: 'U0A1B2C3D4' },
    ]);
  });

  it('is never a login, a mail address or a name', async () => {
    const columns = 'system,login,email,name,number';
    const said = async (id: string, cell: string) => {
      const path = file(`${id}.csv`, `${columns}\ncrm,ada,ada@team.example,Ada,${cell}\n`);
      const mapping = {
        system: 'system',
        login: 'login',
        email: 'email',
        name: 'name',
        externalId: 'number',
      };
      const { accounts } = await collect(path, { kind: 'account', mapping });
      return accounts.map(({ externalId }) => externalId);
    };

    expect(await said('own', '4711')).toEqual(['4711']);
    expect(await said('login', 'Ada')).toEqual([undefined]);
    expect(await said('mail', 'old.ada@team.example')).toEqual([undefined]);
    expect(await said('words', 'Ada the first')).toEqual([undefined]);
    expect(await said('nothing', '')).toEqual([undefined]);
  });
});
