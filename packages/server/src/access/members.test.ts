import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addReader,
  codeOf,
  get,
  owner,
  post,
  reader,
  setUp,
  startAccess,
  type TestServer,
} from './testing/start-access.ts';

const members = '/api/workspaces/default/members';
let server: TestServer;
let ownerCookie: string;
let readerCookie: string;

beforeAll(async () => {
  server = await startAccess();
  ownerCookie = await setUp(server);
  readerCookie = await addReader(server, ownerCookie);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test('lists everyone once, page by page, with the names this workspace was told; addresses of others are masked', async () => {
  const first = (await get(server, `${members}?limit=1`, readerCookie)).json();
  const second = (await get(server, `${members}?limit=1&cursor=${first.nextCursor}`, readerCookie)).json();
  const last = (await get(server, `${members}?limit=1&cursor=${second.nextCursor}`, readerCookie)).json();

  const found = [...first.items, ...second.items].map(({ name, email, role }) => ({ name, email, role }));
  expect(found).toHaveLength(2);
  const masked = expect.stringMatching(/^•••• \(person [0-9a-f]{12}\)$/);
  expect(found).toContainEqual({ name: owner.name, email: masked, role: 'owner' });
  expect(found).toContainEqual({ name: reader.name, email: reader.email, role: 'reader' });
  expect(last).toEqual({ items: [], nextCursor: null });
});

test('a search finds members by part of their name, beyond the first page, and never by what is masked', async () => {
  const search = async (words: string, cookie: string, more = '') =>
    (await get(server, `${members}?search=${encodeURIComponent(words)}${more}`, cookie)).json();
  const names = (page: { items: { name: string }[] }) => page.items.map(({ name }) => name);

  expect(names(await search('OLGA', readerCookie))).toEqual([owner.name]);
  expect(names(await search('o', ownerCookie, '&limit=1'))).toHaveLength(1);
  expect(names(await search('olga@company', ownerCookie))).toEqual([owner.name]);
  expect(await search('olga@company', readerCookie)).toEqual({ items: [], nextCursor: null });
  expect(names(await search('nobody of that name', ownerCookie))).toEqual([]);
});

test('a reader adds nobody, and is told the action and nothing else', async () => {
  const answer = await post(server, members, { ...reader, role: 'owner' }, readerCookie);

  expect(codeOf(answer)).toBe('403 forbidden');
  expect(answer.json().error.message).toBe('your role does not allow `member.create`');
});

test('nobody is added twice, and adding someone never changes their password', async () => {
  const changed = {
    ...reader,
    email: reader.email.toUpperCase(),
    password: 'a password of someone else',
    role: 'owner',
  };

  const again = await post(server, members, changed, ownerCookie);

  const { email, password } = reader;
  expect(codeOf(again)).toBe('409 conflict');
  expect(codeOf(await post(server, '/api/sign-in', { email, password }))).toBe('200 ok');
  expect(codeOf(await post(server, '/api/sign-in', { email, password: changed.password }))).toBe(
    '401 credentials-wrong',
  );
});

test('a person cannot be added as a service', async () => {
  const answer = await post(
    server,
    members,
    { ...reader, email: 'new@company.example', role: 'service' },
    ownerCookie,
  );

  expect(codeOf(answer)).toBe('400 bad-request');
});

test('the ledger holds pseudonyms, and names only sealed', async () => {
  const { rows } = await server.services.database.systemPool.query(
    "select string_agg(entry, '') as entries, (select string_agg(encode(sealed, 'escape'), '') from payload) as payloads from ledger_entry",
  );

  const everything = `${rows[0].entries}${rows[0].payloads}`;
  expect(everything).not.toMatch(/Olga|Rita|company\.example|usr_/i);
});

test('another workspace and a missing one look the same', async () => {
  const { services } = server;
  await services.database.systemPool.query(
    "insert into workspace (workspace_id, slug, name, created_at) values (gen_random_uuid(), 'secret', 'Secret', now())",
  );

  const other = await get(server, '/api/workspaces/secret/members', ownerCookie);
  const missing = await get(server, '/api/workspaces/missing/members', ownerCookie);

  expect(codeOf(other)).toBe('404 not-found');
  expect(other.body).toBe(missing.body);
});
