import { afterAll, beforeAll, expect, test } from 'vitest';
import { groupSchema, oktaUser, patchSchema, type ScimClient } from './testing/scim-client.ts';
import { startScim, type TestScim } from './testing/start-scim.ts';

// A client that behaves as Okta's does: it pages by a hundred, updates people by PUT, deactivates by a value without a path,
// and sends members with their display names.
let scim: TestScim;
let okta: ScimClient;

beforeAll(async () => {
  scim = await startScim();
  okta = scim.client({ mediaType: 'application/scim+json; charset=utf-8' });
});

afterAll(async () => {
  await scim?.[Symbol.asyncDispose]();
});

async function create(name: string): Promise<string> {
  const made = await okta('POST', '/Users', oktaUser(name));
  expect(made.status).toBe(201);
  return made.body.id;
}

function patch(...operations: readonly object[]) {
  return { schemas: [patchSchema], Operations: operations };
}

test('the first question, a page of a hundred by user name, is answered with a list', async () => {
  const filter = encodeURIComponent('userName eq "test.user@company.example"');

  const answer = await okta('GET', `/Users?filter=${filter}&startIndex=1&count=100`);

  expect(answer).toMatchObject({ status: 200, body: { totalResults: 0, startIndex: 1, Resources: [] } });
});

test('PUT updates a person as a whole and keeps who they are', async () => {
  const id = await create('isaac');

  const updated = await okta('PUT', `/Users/${id}`, {
    ...oktaUser('isaac', { displayName: 'Isaac Brown', name: { givenName: 'Isaac', familyName: 'Brown' } }),
    id,
    meta: { resourceType: 'User' },
  });

  expect(updated).toMatchObject({
    status: 200,
    body: { id, displayName: 'Isaac Brown', name: { familyName: 'Brown' } },
  });
});

test('deactivation by a value without a path, reactivation by PUT', async () => {
  const id = await create('lars');

  const off = await okta('PATCH', `/Users/${id}`, patch({ op: 'replace', value: { active: false } }));
  const stillOff = await okta('PUT', `/Users/${id}`, {
    ...oktaUser('lars', { displayName: 'Lars L' }),
    active: undefined,
  });
  const on = await okta('PUT', `/Users/${id}`, oktaUser('lars'));

  expect([off, stillOff, on].map(({ status, body }) => [status, body.active])).toEqual([
    [200, false],
    [200, false],
    [200, true],
  ]);
});

test('groups are pushed with members and their names, renamed with their own id, and emptied by replace', async () => {
  const people = [await create('mia'), await create('noah')];
  const members = people.map((value) => ({ value, display: 'somebody' }));
  const made = await okta('POST', '/Groups', { schemas: [groupSchema], displayName: 'Agents', members });
  const group = made.body.id;

  const renamed = await okta(
    'PATCH',
    `/Groups/${group}`,
    patch({ op: 'replace', value: { id: group, displayName: 'Agents EU' } }),
  );
  const removed = await okta(
    'PATCH',
    `/Groups/${group}`,
    patch({ op: 'remove', path: `members[value eq "${people[0]}"]` }),
  );
  const one = await okta('GET', `/Groups/${group}`);
  const emptied = await okta(
    'PATCH',
    `/Groups/${group}`,
    patch({ op: 'replace', path: 'members', value: [] }),
  );

  const none = await okta('GET', `/Groups/${group}`);
  expect(made.body.members.map(({ display }: { display: string }) => display).sort()).toEqual([
    'mia Example',
    'noah Example',
  ]);
  expect([renamed.status, removed.status, emptied.status]).toEqual([204, 204, 204]);
  expect(one.body).toMatchObject({ displayName: 'Agents EU', members: [{ value: people[1] }] });
  expect(none.body.members).toEqual([]);
  expect((await okta('GET', `/Users/${people[1]}`)).body.groups).toEqual([]);
});

test('a group is replaced by PUT and removed', async () => {
  const person = await create('olive');
  const group = (
    await okta('POST', '/Groups', {
      schemas: [groupSchema],
      displayName: 'Leads',
      members: [{ value: person }],
    })
  ).body.id;

  const replaced = await okta('PUT', `/Groups/${group}`, {
    schemas: [groupSchema],
    displayName: 'Leads',
    members: [],
  });
  const gone = await okta('DELETE', `/Groups/${group}`);

  expect(replaced).toMatchObject({ status: 200, body: { members: [] } });
  expect([gone.status, (await okta('GET', `/Groups/${group}`)).status]).toEqual([204, 404]);
});

test('pages follow each other without a gap, are never longer than 200, and count past the end is empty', async () => {
  const all = (await okta('GET', '/Users?count=200&attributes=userName')).body;

  const first = (await okta('GET', '/Users?startIndex=1&count=3')).body;
  const second = (await okta('GET', '/Users?startIndex=4&count=3')).body;
  const tooMany = (await okta('GET', '/Users?startIndex=0&count=5000')).body;
  const none = (await okta('GET', '/Users?count=0')).body;
  const beyond = (await okta('GET', '/Users?startIndex=5000&count=10')).body;
  const ids = (list: { Resources: { id: string }[] }) => list.Resources.map(({ id }) => id);
  expect([...ids(first), ...ids(second)]).toEqual(ids(all).slice(0, 6));
  expect(tooMany).toMatchObject({ startIndex: 1, totalResults: all.totalResults });
  expect(none).toMatchObject({ totalResults: all.totalResults, Resources: [] });
  expect(beyond).toMatchObject({ totalResults: all.totalResults, itemsPerPage: 0, Resources: [] });
  expect(Object.keys(all.Resources[0]).sort()).toEqual(['id', 'schemas', 'userName']);
});

test('what the server can do is said before anything else', async () => {
  const config = await okta('GET', '/ServiceProviderConfig');
  const schemas = await okta('GET', '/Schemas');
  const types = await okta('GET', '/ResourceTypes');
  const one = await okta('GET', '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User');

  expect(config.body).toMatchObject({
    patch: { supported: true },
    filter: { supported: true, maxResults: 200 },
  });
  expect(schemas.body.Resources.map(({ name }: { name: string }) => name)).toEqual(['User', 'Group']);
  expect(types.body.Resources.map(({ endpoint }: { endpoint: string }) => endpoint)).toEqual([
    '/Users',
    '/Groups',
  ]);
  expect(one).toMatchObject({ status: 200, body: { name: 'User' } });
});
