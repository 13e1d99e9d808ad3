import { afterAll, beforeAll, expect, test } from 'vitest';
import { entraPatch, entraUser, groupSchema } from './testing/scim-client.ts';
import { startScim, type TestScim } from './testing/start-scim.ts';

// A client that behaves as Microsoft Entra's provisioning service is documented to: it looks for a person before it makes
// one, writes operations with a capital letter, truth values as text, and members in batches.
let scim: TestScim;

beforeAll(async () => {
  scim = await startScim();
});

afterAll(async () => {
  await scim?.[Symbol.asyncDispose]();
});

async function create(name: string, changes: object = {}): Promise<string> {
  const made = await scim.scim('POST', '/Users', entraUser(name, changes));
  expect(made.status).toBe(201);
  return made.body.id;
}

function find(filter: string, more = '') {
  return scim.scim('GET', `/Users?filter=${encodeURIComponent(filter)}${more}`);
}

test('the probe with a made-up userName is answered with an empty list', async () => {
  const answer = await find('userName eq "5b1f7c52-2c3f-4c61-a7a2-0f3f2f7d1f11"');

  expect(answer).toMatchObject({
    status: 200,
    contentType: 'application/scim+json; charset=utf-8',
    body: { totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
  });
});

test('a person is looked for, made, and found again whatever the case of name and value', async () => {
  const before = await find('userName eq "adele@company.example"');

  const made = await scim.scim('POST', '/Users', entraUser('adele'));

  const after = await find('USERNAME eq "Adele@Company.example"');
  const byId = await scim.scim('GET', `/Users/${made.body.id}`);
  const byExternal = await find('externalId eq "ext-adele"');
  expect(before.body.totalResults).toBe(0);
  expect(made).toMatchObject({ status: 201, body: { userName: 'adele@company.example', active: true } });
  expect(made.body.meta.location).toContain(`/api/scim/${scim.provider}/v2/Users/${made.body.id}`);
  expect(after.body.Resources).toEqual([made.body]);
  expect(byId.body).toEqual(made.body);
  expect(byExternal.body.totalResults).toBe(1);
});

test('what is not kept is not repeated: no title, department or password', async () => {
  const made = await scim.scim('POST', '/Users', entraUser('grady', { password: 'a secret of theirs' }));

  const stored = await scim.rows(
    'select to_jsonb(u) as row from scim_user u where user_name_key like $1',
    'grady%',
  );
  expect(Object.keys(made.body).sort()).toEqual(
    [
      'active',
      'displayName',
      'emails',
      'externalId',
      'groups',
      'id',
      'meta',
      'name',
      'schemas',
      'userName',
    ].sort(),
  );
  expect(JSON.stringify(stored)).not.toContain('secret');
  expect(JSON.stringify(stored)).not.toContain('Support');
});

test('a person becomes an employee with a pseudonym; names stand in identity payloads alone', async () => {
  const id = await create('lidia');

  const [member] = await scim.rows(
    `select m.role, m.subject_id from scim_user u join membership m on m.workspace_id = u.workspace_id
     and m.subject_id = u.subject_id where u.scim_id = $1`,
    id,
  );
  const password = await scim.rows(
    'select from auth_account a join scim_user u on u.user_id = a.user_id where u.scim_id = $1',
    id,
  );
  const entries = await scim.rows('select entry::text as entry from ledger_entry');
  expect(member).toMatchObject({ role: 'employee', subject_id: expect.stringMatching(/^sub_/) });
  expect(password).toEqual([]);
  expect((await scim.entries()).slice(-2)).toEqual(['identity.recorded@1', 'member.added@1']);
  expect(JSON.stringify(entries)).not.toContain('lidia');
});

test('the same userName twice is a conflict of uniqueness', async () => {
  await create('megan');

  const again = await scim.scim('POST', '/Users', entraUser('MEGAN'));

  expect(again).toMatchObject({
    status: 409,
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '409', scimType: 'uniqueness' },
  });
});

test.each([
  ['"False" with a path', [{ op: 'Replace', path: 'active', value: 'False' }]],
  ['"False" without a path', [{ op: 'Replace', value: { active: 'False' } }]],
  ['a truth value added', [{ op: 'Add', path: 'active', value: false }]],
  [
    'a name with its schema',
    [{ op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:active', value: 'false' }],
  ],
  ['a list of one', [{ op: 'Replace', path: 'active', value: [{ $ref: null, value: 'False' }] }]],
  ['a PUT', null],
])('deactivation by %s ends membership, and "True" gives the same one back', async (shape, operations) => {
  const name = `leaver${shape.replace(/\W/g, '')}`.toLowerCase();
  const id = await create(name);
  const [before] = await scim.rows('select subject_id from scim_user where scim_id = $1', id);

  const off =
    operations === null
      ? await scim.scim('PUT', `/Users/${id}`, entraUser(name, { active: 'False' }))
      : await scim.scim('PATCH', `/Users/${id}`, entraPatch(...operations));

  const without = await scim.rows('select from membership where subject_id = $1', before?.subject_id);
  const on = await scim.scim(
    'PATCH',
    `/Users/${id}`,
    entraPatch({ op: 'Replace', path: 'active', value: 'True' }),
  );
  const withIt = await scim.rows('select role from membership where subject_id = $1', before?.subject_id);
  expect(off).toMatchObject({ status: 200, body: { active: false } });
  expect(without).toEqual([]);
  expect(on).toMatchObject({ status: 200, body: { active: true } });
  expect(withIt).toEqual([{ role: 'employee' }]);
  expect((await scim.entries()).slice(-2)).toEqual(['member.deactivated@1', 'member.reactivated@1']);
});

test('several values are changed by what they are: emails[type eq "work"].value', async () => {
  const id = await create('pradeep', { emails: [] });

  const added = await scim.scim(
    'PATCH',
    `/Users/${id}`,
    entraPatch(
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'pradeep.work@company.example' },
      { op: 'Add', path: 'emails[type eq "home"].value', value: 'pradeep.home@company.example' },
    ),
  );
  const replaced = await scim.scim(
    'PATCH',
    `/Users/${id}`,
    entraPatch(
      { op: 'Replace', path: 'emails[type eq "Work"].value', value: 'pradeep.new@company.example' },
      { op: 'Replace', path: 'emails[type eq "work"].primary', value: 'True' },
      { op: 'Remove', path: 'emails[type eq "home"]' },
    ),
  );

  expect(added.body.emails).toEqual([
    { value: 'pradeep.work@company.example', type: 'work', primary: false },
    { value: 'pradeep.home@company.example', type: 'home', primary: false },
  ]);
  expect(replaced.body.emails).toEqual([
    { value: 'pradeep.new@company.example', type: 'work', primary: true },
  ]);
});

test('names with dots and of extensions without a path, as Entra sends a batch of changes', async () => {
  const id = await create('isaiah');

  const changed = await scim.scim(
    'PATCH',
    `/Users/${id}`,
    entraPatch({
      op: 'Replace',
      value: {
        displayName: 'Isaiah New',
        'name.givenName': 'Isa',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department': 'Trust',
        title: 'Lead',
      },
    }),
  );

  expect(changed).toMatchObject({
    status: 200,
    body: { displayName: 'Isaiah New', name: { givenName: 'Isa', familyName: 'Example' } },
  });
});

test('a new address is a new identity under the same pseudonym, and the address to sign in with', async () => {
  const id = await create('joni');

  await scim.scim(
    'PATCH',
    `/Users/${id}`,
    entraPatch({ op: 'Replace', path: 'emails[type eq "work"].value', value: 'joni.new@company.example' }),
  );

  const [row] = await scim.rows(
    `select a.email, m.identity_position > m.created_position as "isNewer" from scim_user u
     join auth_user a on a.id = u.user_id
     join membership m on m.workspace_id = u.workspace_id and m.subject_id = u.subject_id where u.scim_id = $1`,
    id,
  );
  expect(row).toEqual({ email: 'joni.new@company.example', isNewer: true });
  expect((await scim.entries()).at(-1)).toBe('identity.recorded@1');
});

test('what would change nothing changes nothing and is no entry', async () => {
  const id = await create('alex');
  const before = await scim.entries();

  const answer = await scim.scim(
    'PATCH',
    `/Users/${id}`,
    entraPatch(
      { op: 'Replace', path: 'displayName', value: 'alex Example' },
      { op: 'Replace', path: 'active', value: 'True' },
    ),
  );

  expect(answer).toMatchObject({ status: 200, body: { meta: { version: 'W/"1"' } } });
  expect(await scim.entries()).toEqual(before);
});

test('a group is made empty, gets members in batches, is asked for without them, and lets one go', async () => {
  const people = [await create('one'), await create('two'), await create('three')];
  const group = (
    await scim.scim('POST', '/Groups', {
      schemas: [groupSchema],
      externalId: 'g-1',
      displayName: 'Support',
      members: [],
    })
  ).body.id;
  const add = { op: 'Add', path: 'members', value: people.map((value) => ({ $ref: null, value })) };

  const added = await scim.scim('PATCH', `/Groups/${group}`, entraPatch(add));
  const removed = await scim.scim(
    'PATCH',
    `/Groups/${group}`,
    entraPatch({ op: 'Remove', path: 'members', value: [{ $ref: null, value: people[0] }] }),
  );

  const asked = await scim.scim('GET', `/Groups/${group}?excludedAttributes=members`);
  const found = await scim.scim(
    'GET',
    `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "support"')}`,
  );
  const isMember = await scim.scim(
    'GET',
    `/Groups?excludedAttributes=members&filter=${encodeURIComponent(`id eq "${group}" and members eq "${people[1]}"`)}`,
  );
  const whole = await scim.scim('GET', `/Groups/${group}`);
  expect([added.status, removed.status]).toEqual([204, 204]);
  expect(asked.body).not.toHaveProperty('members');
  expect([found.body.totalResults, isMember.body.totalResults]).toEqual([1, 1]);
  expect(whole.body.members.map(({ value }: { value: string }) => value).sort()).toEqual(
    people.slice(1).sort(),
  );
});

test('a soft delete and then the real one: the member is gone for good and the ledger says so', async () => {
  const id = await create('debra');
  await scim.scim('PATCH', `/Users/${id}`, entraPatch({ op: 'Replace', path: 'active', value: 'False' }));

  const gone = await scim.scim('DELETE', `/Users/${id}`);

  const again = await scim.scim('GET', `/Users/${id}`);
  expect(gone).toMatchObject({ status: 204, body: null });
  expect(again).toMatchObject({ status: 404, body: { status: '404' } });
  expect((await scim.entries()).slice(-2)).toEqual(['member.deactivated@1', 'member.removed@1']);
});
