import { afterAll, describe, expect, it } from 'vitest';
import { connector } from './connector.ts';
import { fieldsOfKind } from './table-fields.ts';
import { recogniseFormat, tableFormats } from './table-format.ts';
import { collectFile, makeFiles } from './testing/collect-file.ts';

const files = makeFiles();
afterAll(() => files.remove());

describe.each(tableFormats.map((format) => [format.id, format] as const))('the export %s', (_id, format) => {
  const headers = [...new Set(format.headers.map((one) => [one].flat()[0] ?? ''))];

  it('is known by its headers alone, in any order and case', () => {
    expect(recogniseFormat(headers)?.id).toBe(format.id);
    expect(recogniseFormat(headers.toReversed().map((header) => header.toUpperCase()))?.id).toBe(format.id);
    expect(recogniseFormat(headers.slice(1))?.id).not.toBe(format.id);
  });

  it('maps fields its kind has, and names who each row is about', () => {
    const mapped = Object.keys(format.mapping);
    const known: readonly string[] = fieldsOfKind[format.kind];
    const constant = Object.keys(format.constants ?? {});

    expect(
      [...mapped, ...constant].filter(
        (field) => field !== 'path' && field !== 'via' && !known.includes(field),
      ),
    ).toEqual([]);
    expect(mapped.some((field) => ['email', 'login', 'name'].includes(field))).toBe(true);
  });

  it('says in plain words what each role may do and where that is written', () => {
    for (const { rights, plain } of Object.values(format.roles)) {
      expect(plain.length).toBeGreaterThan(10);
      expect(rights === 'unknown' || new Set(rights).size === rights.length).toBe(true);
    }
    expect(format.source.url).toMatch(/^https:/);
  });
});

describe('recognised exports', () => {
  it('tell Zendesk agents with their rights, and a role somebody made as unknown', async () => {
    const { accounts, grants } = await collectFile(
      files.write(
        'export-2026.csv',
        'ID,Name,Email,Suspended,Date created,Last sign-in,Primary Group,Role\n' +
          '7,Ada Example,ada@team.example,FALSE,2024-02-01,2026-11-01T08:00:00Z,Support,Admin\n' +
          '8,Ben Example,ben@team.example,TRUE,2024-02-01,,Support,Night shift\n',
      ),
    );

    expect(accounts).toMatchObject([
      { system: 'zendesk', isEnabled: true, createdAt: '2024-02-01T00:00:00.000Z' },
      { system: 'zendesk', isEnabled: false, lastSeenAt: 'unknown' },
    ]);
    expect(grants).toMatchObject([
      {
        role: 'Admin',
        rights: ['administer', 'export', 'connect', 'publish'],
        isInForce: true,
        grant: { $ofHolder: 'Admin' },
      },
      { role: 'Night shift', rights: 'unknown', isInForce: false },
    ]);
  });

  it('tell the three layers of a Meta business portfolio: people, partners and tokens', async () => {
    const people = await collectFile(
      files.write(
        'p.csv',
        'Name,Work email,Business role,Finance permission\nAda,ada@team.example,Full control,None\nBen,ben@agency.example,Basic access,None\n',
      ),
    );
    const partners = await collectFile(
      files.write(
        'a.csv',
        'Partner name,Partner business ID,Asset name,Permitted tasks\n' +
          'Agency Ltd,99,Brand page,CREATE_CONTENT;ANALYZE\nAgency Ltd,99,Shop page,MANAGE\n',
      ),
    );
    const tokens = await collectFile(
      files.write(
        's.csv',
        'System user name,System user ID,System user role,Created by\nfeed,17,ADMIN,ada@team.example\n',
      ),
    );

    expect(people.grants).toMatchObject([
      { path: 'direct', rights: ['administer', 'export', 'connect', 'publish'] },
      { path: 'direct', rights: 'unknown' },
    ]);
    expect(people.accounts).toMatchObject([{ accountKind: 'human' }, { accountKind: 'human' }]);
    expect(partners.grants).toMatchObject([
      {
        path: 'partner',
        via: 'Agency Ltd',
        role: 'CREATE_CONTENT',
        scope: ['Brand page'],
        rights: ['publish'],
      },
      { path: 'partner', role: 'ANALYZE', rights: ['export'] },
      { path: 'partner', role: 'MANAGE', scope: ['Shop page'] },
    ]);
    expect(partners.accounts).toMatchObject([
      {
        accountKind: 'partner',
        isGuest: true,
        organisation: 'Agency Ltd',
        roles: ['CREATE_CONTENT', 'ANALYZE', 'MANAGE'],
      },
    ]);
    expect(tokens.accounts).toMatchObject([
      { accountKind: 'service', owner: { $identity: { email: 'ada@team.example' } } },
    ]);
    expect(tokens.grants).toMatchObject([{ path: 'token', system: 'meta-business' }]);
  });

  it('tell Slack guests, bots and deactivated members apart', async () => {
    const { accounts, grants } = await collectFile(
      files.write(
        'slack.csv',
        'username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp\n' +
          'ada,ada@team.example,Primary Owner,1,1,0,U1,Ada Example,ada,\n' +
          'ben,ben@agency.example,Single-Channel Guest,1,0,0,U2,Ben Example,ben,\n' +
          'feed,,Bot,0,0,0,U3,Feed,feed,\n' +
          'cleo,cleo@team.example,Deactivated,0,0,0,U4,Cleo Example,cleo,\n',
      ),
    );

    expect(accounts).toMatchObject([
      { isGuest: false, isEnabled: true, hasMfa: true, accountKind: 'human' },
      { isGuest: true, hasMfa: false },
      { accountKind: 'service' },
      { isEnabled: false, roles: [] },
    ]);
    expect(grants.map(({ role, rights }) => [role, rights])).toEqual([
      ['Primary Owner', ['administer', 'export', 'connect']],
      ['Single-Channel Guest', []],
      ['Bot', 'unknown'],
    ]);
  });

  it('tell Google Workspace and Microsoft 365 users, who have no roles in their lists and so no grants', async () => {
    const google = await collectFile(
      files.write(
        'users.csv',
        'First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Status [READ ONLY],Last Sign In [READ ONLY],2sv Enrolled [READ ONLY]\n' +
          'Ada,Example,ada@team.example,/,Active,2026/11/04 00:24:13,True\nBen,Example,ben@team.example,/,Suspended,Never logged in,False\n',
      ),
    );
    const microsoft = await collectFile(
      files.write(
        'm365.csv',
        'Display name,User principal name,When created,Block credential,Licenses\nAda,ada@team.example,2022-03-18 19:49:35Z,True,Unlicensed\n',
      ),
    );

    expect(google.accounts).toMatchObject([
      { isEnabled: true, hasMfa: true, lastSeenAt: '2026-11-04T00:24:13.000Z' },
      { isEnabled: false, hasMfa: false, lastSeenAt: null },
    ]);
    expect(google.ends.map(({ kind }) => kind)).toEqual(['account']);
    expect(microsoft.accounts).toMatchObject([{ isEnabled: false, createdAt: '2022-03-18T19:49:35.000Z' }]);
  });

  it('tell people of personnel systems, with those who left', async () => {
    const bamboo = await collectFile(
      files.write(
        'bamboo.csv',
        'Employee #,First Name,Last Name,Work Email,Job Title,Reporting to,Hire Date,Termination Date,Status\n' +
          '1,Ada,Example,ada@team.example,Lead,Dara Example,2024-01-15,,Active\n2,Ben,Example,ben@team.example,Agent,Ada Example,2024-01-15,2026-10-31,Inactive\n',
      ),
    );
    const bob = await collectFile(
      files.write(
        'bob.csv',
        'Display name,Work email,Job title,Reports to,Start date,Termination date,Lifecycle status\nAda Example,ada@team.example,Lead,Dara Example,2024-01-15,,Employed\n',
      ),
    );

    expect(bamboo.people).toMatchObject([
      {
        person: { $identity: { email: 'ada@team.example', name: 'Ada Example' } },
        isActive: true,
        role: 'Lead',
      },
      { endsOn: '2026-10-31', isActive: false },
    ]);
    expect(bob.people).toMatchObject([{ startsOn: '2024-01-15', isActive: true }]);
  });

  it('skip the second header row of SAP SuccessFactors', async () => {
    const { people, rejected } = await collectFile(
      files.write(
        'udf.csv',
        'STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,EMAIL,MANAGER,HIREDATE\n' +
          'STATUS,USERID,Username,First Name,Last Name,Email,Manager,Hire Date\n' +
          'active,7,ada,Ada,Example,ada@team.example,NO_MANAGER,2024-01-15\n',
      ),
    );

    expect(rejected).toEqual([]);
    expect(people).toMatchObject([{ person: { $identity: { login: '7' } }, manager: null, isActive: true }]);
  });

  it('are read the same from JSON lines', async () => {
    const rows = [
      {
        login: 'ada',
        name: 'Ada',
        tfa_enabled: true,
        is_public: false,
        role: 'Owner',
        last_active: '2026-11-01 08:00:00 UTC',
      },
      { login: 'ben', name: null, tfa_enabled: false, is_public: true, role: 'Member', last_active: null },
    ];
    const path = files.write('members.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));

    const { accounts, grants } = await collectFile(path);

    expect(accounts).toMatchObject([
      { system: 'github', hasMfa: true, lastSeenAt: '2026-11-01T08:00:00.000Z' },
      { hasMfa: false, accountKind: 'human' },
    ]);
    expect(grants.map(({ rights }) => rights)).toEqual([
      ['administer', 'export', 'connect', 'publish'],
      'unknown',
    ]);
  });
});

describe('any other file', () => {
  const csv = 'Handle,Level,Where\nada,Boss;Clerk,EMEA\nada,Clerk,APAC\nben,Guest,EMEA\n';
  const settings = {
    kind: 'grant',
    system: 'desk',
    mapping: { login: 'Handle', roles: 'Level', limitedTo: 'Where' },
    roles: {
      boss: { administer: 'yes', export: 'yes', connect: 'no', publish: 'no' },
      Clerk: { administer: 'no', export: 'no', connect: 'no', publish: 'no' },
      Guest: { administer: 'unknown', export: 'no', connect: 'no', publish: 'yes' },
    },
  } as const;

  it('tells grants by the rights somebody gave its roles, and each account once', async () => {
    const { accounts, grants } = await collectFile(files.write('desk.csv', csv), settings);

    expect(grants.map(({ role, rights, surely, scope }) => ({ role, rights, surely, scope }))).toEqual([
      { role: 'Boss', rights: ['administer', 'export'], surely: undefined, scope: ['EMEA'] },
      { role: 'Clerk', rights: [], surely: undefined, scope: ['EMEA'] },
      { role: 'Clerk', rights: [], surely: undefined, scope: ['APAC'] },
      { role: 'Guest', rights: 'unknown', surely: ['publish'], scope: ['EMEA'] },
    ]);
    expect(accounts.map(({ roles }) => roles)).toEqual([['Boss', 'Clerk'], ['Guest']]);
  });

  it('shows its roles before it is imported, and has the same fingerprint with its columns in another order', async () => {
    const first = await connector.previewFile?.(files.write('one.csv', csv), settings);
    const other = await connector.previewFile?.(
      files.write('two.csv', 'where,LEVEL,Handle\nEMEA,Boss,ada\n'),
    );

    expect(first?.roles).toEqual([
      { role: 'Boss', rights: settings.roles.boss, plain: null },
      { role: 'Clerk', rights: settings.roles.Clerk, plain: null },
      { role: 'Guest', rights: settings.roles.Guest, plain: null },
    ]);
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(other?.fingerprint).toBe(first?.fingerprint);
  });

  it('tells devices and who has them', async () => {
    const { devices } = await collectFile(
      files.write(
        'phones.csv',
        'Serial number,Model,Email,Status,Ownership\nX1,Phone 9,ada@team.example,Active,Company\nX2,Phone 9,,Retired,BYOD\n',
      ),
      { kind: 'device', system: 'phones' },
    );

    expect(devices).toMatchObject([
      {
        device: 'X1',
        holders: [{ $identity: { email: 'ada@team.example' } }],
        isCompanyOwned: true,
        isActive: true,
      },
      { device: 'X2', holders: [], isCompanyOwned: false, isActive: 'unknown' },
    ]);
  });

  it('of JSON lines that ends inside a line is refused; a broken line inside is listed', async () => {
    const cut = files.write('cut.jsonl', '{"email":"a@team.example","start":"2025-01-01"}\n{"email":"b@te');
    const broken = files.write(
      'broken.jsonl',
      '{"email":"a@team.example","start":"2025-01-01"}\n{oops}\n{"email":"b@team.example"}\n',
    );

    await expect(collectFile(cut)).rejects.toMatchObject({
      code: 'source-truncated',
      message: 'the file ends in the middle of line 2',
    });
    expect(await collectFile(broken)).toMatchObject({
      rejected: [{ where: 'line 2', reason: 'it is not valid JSON' }],
      people: [{}, {}],
    });
  });
});
