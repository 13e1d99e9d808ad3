import { afterEach, beforeEach, expect, test } from 'vitest';
import { discoverRoutes } from '../../platform/index.ts';
import { codeOf, get, owner, post, setUp, startAccess, type TestServer } from '../testing/start-access.ts';
import { countFailure } from './count-failure.ts';
import { recordFailures } from './record-failures.ts';
import { takeTries, triesPer } from './take-tries.ts';

const routes = await discoverRoutes();

let server: TestServer;
let cookie: string;

beforeEach(async () => {
  server = await startAccess({}, routes);
  cookie = await setUp(server);
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

async function query(statement: string) {
  return (await server.services.database.systemPool.query(statement)).rows;
}

const fail = (email: string = owner.email) =>
  post(server, '/api/sign-in', { email, password: 'not the right phrase' });

const failedEntries = async () =>
  (await get(server, '/api/workspaces/default/ledger/entries?type=sign-in.failed@1', cookie)).json().items;

test('failures of an account and a source become one entry when their minute is over', async () => {
  for (let tries = 0; tries < 12; tries += 1) await fail();
  const early = await recordFailures(server.services);
  server.clock.forward(60_000);

  const taken = await recordFailures(server.services);
  const again = await recordFailures(server.services);

  expect([early, taken, again]).toEqual([0, 1, 0]);
  const items = await failedEntries();
  expect(items).toHaveLength(1);
  const detail = (
    await get(server, `/api/workspaces/default/ledger/entries/${items[0].position}`, cookie)
  ).json();
  expect(detail.payload.json).toEqual({
    count: 8,
    from: '2026-03-01T12:00:00.000Z',
    until: '2026-03-01T12:00:00.000Z',
    source: expect.stringMatching(/^src_[0-9a-f]{16}$/),
  });
  expect(JSON.stringify(await query('select entry from ledger_entry'))).not.toContain('127.0.0.1');
});

test('a thousand sources cannot flood the ledger: five are told apart, the others counted together', async () => {
  const { email } = owner;
  for (let source = 0; source < 40; source += 1)
    await countFailure({ email, address: `192.0.2.${source}` }, server.services);
  server.clock.forward(60_000);

  await recordFailures(server.services);

  expect(await failedEntries()).toHaveLength(6);
});

test('an address that is nobody’s leaves no entry and no row', async () => {
  await fail('nobody@company.example');

  expect(await query('select 1 from sign_in_failure')).toEqual([]);
});

test('limits hold across processes and after a restart, and the table cleans itself', async () => {
  const twin = { ...server.services };
  for (let tries = 0; tries < 8; tries += 1) await fail('target@company.example');
  const email = 'target@company.example';
  const past = takeTries([triesPer.signInPair('127.0.0.1', email)], twin);
  await expect(past).rejects.toMatchObject({ code: 'rate-limited' });
  server.clock.forward(60_000);

  await takeTries([triesPer.signInAddress('192.0.2.1')], server.services);

  expect(await query("select 1 from sign_in_try where window_ends_at <= '2026-03-01T12:01:00Z'")).toEqual([]);
});

test('tries at the same moment are all counted: none slips past the limit', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => fail('target@company.example')));

  expect(answers.filter((one) => codeOf(one) === '401 credentials-wrong')).toHaveLength(8);
  expect(answers.filter((one) => codeOf(one) === '429 rate-limited')).toHaveLength(12);
});

test('unknown, wrong and without a password are one answer after one hash', async () => {
  await query("insert into auth_user (id, name, email) values ('usr_x', 'X', 'sso@company.example')");
  const timed = async (email: string) => {
    const begun = performance.now();
    const { body } = await fail(email);
    return { body, ms: performance.now() - begun };
  };
  await timed('warm@company.example');

  const answers = [];
  for (const email of [owner.email, 'nobody@company.example', 'sso@company.example'])
    answers.push(await timed(email));

  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  // Without its hash an answer would come at least ten times sooner.
  const slowest = Math.max(...answers.map(({ ms }) => ms));
  for (const { ms } of answers) expect(ms).toBeGreaterThan(slowest / 8);
});
