import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSocketServer } from '../platform/index.ts';
import { get, setUp, startAccess, type TestServer } from './testing/start-access.ts';

const members = '/api/workspaces/default/members';
let server: TestServer;
let folder: string;
let socketPath: string;
let socket: ReturnType<typeof createSocketServer>;

beforeEach(async () => {
  server = await startAccess();
  folder = mkdtempSync(join(tmpdir(), 'daybook-socket-'));
  socketPath = join(folder, 'api.sock');
  socket = createSocketServer(server.app);
  await new Promise<void>((resolve) => socket.listen(socketPath, resolve));
});

afterEach(async () => {
  await new Promise((resolve) => socket.close(resolve));
  rmSync(folder, { recursive: true, force: true });
  await server[Symbol.asyncDispose]();
});

type Answer = { readonly status: number | undefined; readonly body: unknown };

function ask(path: string, method = 'GET', body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'content-type': 'application/json' } : {};
    const call = request({ socketPath, path, method, headers, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
    });
    call.on('error', reject);
    call.end(body && JSON.stringify(body));
  });
}

test('the command line makes the default workspace and its own identity on first use, once', async () => {
  const answers = await Promise.all([ask(members), ask(members), ask(members)]);

  const { rows } = await server.services.database.systemPool.query(
    'select type from ledger_entry order by idx',
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect(answers[0]?.body).toMatchObject({ items: [{ role: 'service', name: 'operator', email: null }] });
  expect(rows.map((row) => row.type)).toEqual([
    'log.opened@1',
    'workspace.created@1',
    'identity.recorded@1',
    'member.added@1',
    'permissions.changed@2',
  ]);
});

test('the command line needs no page of ours to change something', async () => {
  const person = {
    name: 'Rita Reader',
    email: 'rita@company.example',
    role: 'reader',
    password: 'another long phrase',
  };

  const answer = await ask(members, 'POST', person);

  expect(answer).toMatchObject({ status: 200, body: { signIn: 'new' } });
});

test('it makes no workspace but the default one', async () => {
  const answer = await ask('/api/workspaces/other/members');

  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
});

test('setup takes over what the command line began, under the new name', async () => {
  await ask(members);

  const cookie = await setUp(server);

  const session = (await get(server, '/api/session', cookie)).json();
  const viaSocket = await ask('/api/session');
  expect(session.workspaces).toMatchObject([{ slug: 'default', name: 'Company', role: 'owner' }]);
  expect(viaSocket.body).toMatchObject({ user: null, workspaces: [{ slug: 'default', role: 'service' }] });
});

test('being on the machine is not enough over the network', async () => {
  await ask(members);

  const answer = await get(server, members);

  expect(answer.statusCode).toBe(401);
});
