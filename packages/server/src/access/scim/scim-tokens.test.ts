import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { get, post } from '../testing/start-access.ts';
import { scimPath, startScim, type TestScim } from './testing/start-scim.ts';

let scim: TestScim;

beforeAll(async () => {
  scim = await startScim();
});

afterAll(async () => {
  await scim?.[Symbol.asyncDispose]();
});

const dayMs = 86_400_000;
const refused = {
  status: 401,
  contentType: 'application/scim+json; charset=utf-8',
  body: {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '401',
    detail: 'the token is missing, wrong or not in force any more',
  },
};

describe('every route of SCIM', () => {
  const calls = (): readonly (readonly [
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
  ])[] =>
    scim.server.routes
      .filter(({ permission }) => permission.token === 'scim')
      .map(({ method, path }) => [
        method,
        path.replace('/api/scim/:provider/v2', '').replace(':id', 'scu_1'),
      ]);

  test('is asked without a token, with a wrong one and for another provider: the same 401, before any body is read', async () => {
    const strangers = [
      scim.client({ token: null }),
      scim.client({ token: `${scim.token}0` }),
      scim.client({ token: '' }),
      scim.client({ provider: 'scp_00000000-0000-4000-8000-000000000000' }),
      scim.client({ provider: 'none' }),
    ];

    const answers = [];
    for (const [method, path] of calls())
      for (const stranger of strangers)
        answers.push(await stranger(method, path, method === 'GET' ? undefined : '{'));

    expect(answers.length).toBe(17 * strangers.length);
    for (const answer of answers) expect(answer).toEqual(refused);
  });
});

test('a cookie of an owner opens nothing there', async () => {
  const answer = await get(scim.server, `/api/scim/${scim.provider}/v2/Users`, scim.ownerCookie);

  expect(answer.statusCode).toBe(401);
});

test('only the digest is kept, and the ledger never hears the token', async () => {
  const stored = await scim.rows(
    "select encode(digest, 'hex') as digest, to_jsonb(t)::text as text from scim_token t",
  );
  const entries = await scim.rows('select entry::text as entry from ledger_entry');

  expect(scim.token).toMatch(/^dbs_[0-9a-f]{64}$/);
  expect(JSON.stringify([stored, entries])).not.toContain(scim.token.slice(4));
  expect(stored[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
});

test('a new token leaves the former one a day, ending takes all at once, and time ends the rest', async () => {
  const made = (await post(scim.server, `${scimPath}/token`, { daysValid: 30 }, scim.ownerCookie)).json();
  const both = [await ask(scim.token), await ask(made.token)];
  scim.server.clock.forward(dayMs);
  const oneDayLater = [await ask(scim.token), await ask(made.token)];
  scim.server.clock.forward(29 * dayMs);
  const afterItsEnd = await ask(made.token);
  const last = (await post(scim.server, `${scimPath}/token`, { daysValid: 30 }, scim.ownerCookie)).json();
  const atWork = await ask(last.token);

  await scim.server.app.inject({
    method: 'DELETE',
    url: `${scimPath}/token`,
    headers: {
      cookie: scim.ownerCookie,
      origin: 'http://127.0.0.1:7400',
      'sec-fetch-site': 'same-origin',
    },
  });

  expect(made.formerUntil).toBe('2026-03-02T12:00:00.000Z');
  expect(both).toEqual([200, 200]);
  expect(oneDayLater).toEqual([401, 200]);
  expect(afterItsEnd).toBe(401);
  expect([atWork, await ask(last.token)]).toEqual([200, 401]);
  expect((await scim.entries()).at(-1)).toBe('scim-token.ended@1');
});

async function ask(token: string): Promise<number> {
  return (await scim.client({ token })('GET', '/Users?count=0')).status;
}

test('never connected, connected, three days without a call and cut off are told apart', async () => {
  const other = await startScim();
  const read = async () =>
    (await get(other.server, scimPath, other.ownerCookie)).json<{ connection: string; tokenState: string }>();
  const never = await read();
  await other.scim('GET', '/Users?count=0');
  const connected = await read();
  other.server.clock.forward(3 * dayMs);
  const late = await read();
  await other.client({ token: 'wrong' })('GET', '/Users');
  await other.rows('update scim_token set ended_at = now()');
  const cutOff = await read();
  const knocked = (await get(other.server, scimPath, other.ownerCookie)).json();
  await other[Symbol.asyncDispose]();

  expect([never, connected, late, cutOff].map(({ connection }) => connection)).toEqual([
    'never-connected',
    'connected',
    'late',
    'cut-off',
  ]);
  expect(knocked.lastRefusedAt).not.toBeNull();
}, 120_000);

test('the log is paged, newest first, and names people by pseudonym alone', async () => {
  const other = await startScim();
  for (let i = 0; i < 5; i += 1) await other.scim('GET', `/Users?count=${i}`);
  const first = (await get(other.server, `${scimPath}?limit=3`, other.ownerCookie)).json();
  const second = (
    await get(other.server, `${scimPath}?limit=3&cursor=${first.nextCursor}`, other.ownerCookie)
  ).json();
  await other[Symbol.asyncDispose]();

  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 2, null]);
  expect(first.items[0]).toMatchObject({
    operation: 'user.list',
    status: 200,
    outcome: '0 of 0',
    subject: null,
  });
}, 120_000);
