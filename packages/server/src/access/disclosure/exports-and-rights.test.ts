import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DisclosedServer, startDisclosed, workspacePath } from '../../testing/start-disclosed.ts';
import { accessOf } from '../access-state.ts';
import { codeOf, get, post } from '../testing/start-access.ts';

const exports = `${workspacePath}/exports`;
const order = { what: 'items', query: { kind: 'account' }, reason: 'quarterly review of accounts' };
let server: DisclosedServer;

beforeAll(async () => {
  server = await startDisclosed();
}, 120_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const file = (id: string, cookie: string) => get(server, `${exports}/${id}/file`, cookie);

async function secondFactorOf(subject: string, value: 'null' | 'now()') {
  await server.services.database.systemPool.query(
    `update auth_session set second_factor_at = ${value} where user_id = (select user_id from membership where subject_id = $1)`,
    [subject],
  );
}

test('a session without a second factor takes no file along, and the file stays for one that has it', async () => {
  const isms = await server.addMember('ines', 'isms-owner');
  const { id } = (await post(server, exports, order, isms.cookie)).json();

  await secondFactorOf(isms.subject, 'null');
  const half = await file(id, isms.cookie);
  await secondFactorOf(isms.subject, 'now()');

  expect(codeOf(half)).toBe('403 second-factor-needed');
  expect((await file(id, isms.cookie)).statusCode).toBe(200);
});

test('a file that was made while a grant ended is withdrawn', async () => {
  const member = await server.addMember('carl', 'control-owner');
  const until = new Date(Date.parse(server.clock.now()) + 60_000).toISOString();
  const grant = { subject: member.subject, role: 'manager', reason: 'stands in', until };
  const given = await post(server, `${workspacePath}/grants`, grant, server.owner);
  expect(given.json().state).toBe('given');
  const route = accessOf(server.services).exportable.get('items');
  if (route === undefined) throw new Error('items are not exportable');
  const { handler } = route;
  vi.spyOn(route, 'handler').mockImplementationOnce((input, services) => {
    server.clock.forward(61_000);
    return handler(input, services);
  });

  const made = (await post(server, exports, order, member.cookie)).json();

  expect(made.state).toBe('ready');
  expect(codeOf(await file(made.id, member.cookie))).toBe('410 export-withdrawn');
});

test('of what was sent only what the list knows is kept', async () => {
  const query = { kind: 'account', note: 'Nora Nobody', workspace: 'elsewhere' };

  const made = (await post(server, exports, { ...order, query }, server.owner)).json();

  expect(made.query).toEqual({ kind: 'account' });
});
