import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  codeOf,
  origin,
  post,
  setUp,
  signInToDecide,
  startAccess,
  type TestServer,
} from './testing/start-access.ts';

const members = '/api/workspaces/default/members';
let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await startAccess();
  cookie = await setUp(server);
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

test('whoever lost their rights while their body was on the way does nothing with it', async () => {
  const ada = { name: 'Ada', email: 'ada@company.example', password: 'a long enough phrase' };
  await post(server, members, { ...ada, role: 'administrator' }, cookie);
  const own = await signInToDecide(server, ada);
  const { systemPool } = server.services.database;
  const late = JSON.stringify({
    name: 'Late',
    email: 'late@company.example',
    password: ada.password,
    role: 'reader',
  });
  async function* dribble() {
    yield late.slice(0, 10);
    await systemPool.query("update membership set role = 'employee' where role = 'administrator'");
    server.clock.forward(10_000);
    yield late.slice(10);
  }

  const answer = await server.app.inject({
    method: 'POST',
    url: members,
    headers: { origin, cookie: own, 'content-type': 'application/json' },
    payload: Readable.from(dribble()),
  });

  expect(codeOf(answer)).toBe('403 forbidden');
});
