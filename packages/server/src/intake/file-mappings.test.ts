import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { origin, setUp, startAccess } from '../access/testing/start-access.ts';
import { discoverRoutes } from '../platform/index.ts';

type Server = Awaited<ReturnType<typeof startAccess>>;
let server: Server;
let cookie = '';
const dataDir = mkdtempSync(join(tmpdir(), 'daybook-mappings-'));
beforeAll(async () => {
  server = await startAccess({ dataDir }, await discoverRoutes());
  cookie = await setUp(server);
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const workspace = '/api/workspaces/default';
const june = 'Handle,Level\nada,Boss\nben,Clerk\n';
const july = 'Level,Handle\nClerk,ada\nClerk,ben\nBoss,cleo\n';
const yes = { administer: 'yes', export: 'yes', connect: 'no', publish: 'unknown' };
const no = { administer: 'no', export: 'no', connect: 'no', publish: 'no' };

test('what was said of the columns and roles of a file is used for the next one with the same columns', async () => {
  const first = await preview(await upload('staff-june.csv', june));
  expect(first).toMatchObject({ recognised: null, saved: null, newerOf: null });
  const said = {
    fingerprint: first.fingerprint,
    name: 'Desk staff',
    settings: {
      kind: 'account',
      system: 'desk',
      mapping: { login: 'Handle', roles: 'Level' },
      roles: { Boss: yes, Clerk: no },
    },
  };
  expect(await post('/file-mappings', said)).toMatchObject({ fingerprint: first.fingerprint });

  const next = await upload('staff-july.csv', july);
  const seen = await preview(next);
  const pull = await post('/imports', { connector: 'table', upload: next, settings: {} });

  expect(seen).toMatchObject({
    saved: { name: 'Desk staff' },
    system: 'desk',
    guess: { kind: 'account', mapping: { login: 'Handle', roles: 'Level' } },
    roles: [
      { role: 'Clerk', rights: no },
      { role: 'Boss', rights: yes },
    ],
  });
  await server.services.background.settled();
  expect(await get(`/pulls/${pull.pull}`)).toMatchObject({
    state: 'completed',
    populations: [
      { kind: 'account', scope: 'desk', items: 3, complete: true },
      { kind: 'grant', scope: 'desk', items: 3, complete: true, attributes: { withUnknownRights: 1 } },
    ],
  });
  // A third file continues the list of the second.
  const third = await preview(await upload('staff-august.csv', july));
  expect(third.newerOf).toBe(pull.connection);
}, 60_000);

test('it can be listed, changed, and forgotten, and each is in the ledger once', async () => {
  const { items } = await get('/file-mappings');
  expect(items).toMatchObject([{ name: 'Desk staff', settings: { system: 'desk' } }]);
  const { fingerprint, settings } = items[0];
  await post('/file-mappings', { fingerprint, name: 'Desk staff', settings });
  await post('/file-mappings', { fingerprint, name: 'Desk people', settings });
  await call('DELETE', `/file-mappings/${fingerprint}`);

  expect(await get('/file-mappings')).toEqual({ items: [] });
  const again = await server.app.inject({
    method: 'DELETE',
    url: `${workspace}/file-mappings/${fingerprint}`,
    headers: { origin, cookie },
  });
  expect(again.statusCode).toBe(404);
  const { items: entries } = await get('/ledger/entries?limit=200');
  const types = entries
    .map(({ type }: { type: string }) => type)
    .filter((type: string) => type.startsWith('file-'));
  expect(types.toSorted()).toEqual([
    'file-mapping.forgotten@1',
    'file-mapping.saved@1',
    'file-mapping.saved@1',
  ]);
});

test('a column or role that looks like a person is not written down for good', async () => {
  const refused = await server.app.inject({
    method: 'POST',
    url: `${workspace}/file-mappings`,
    headers: { origin, cookie },
    payload: {
      fingerprint: 'b'.repeat(64),
      name: 'x',
      settings: { kind: 'account', mapping: { login: 'ada@company.example' } },
    },
  });

  expect(refused.statusCode).toBe(400);
  expect(refused.json()).toMatchObject({ error: { code: 'settings-invalid' } });
});

test('a file that cannot be read leaves a failed pull with a sentence and no facts', async () => {
  const id = await upload('cut.xlsx', 'PK\u0003\u0004cut');

  const { pull } = await post('/imports', { connector: 'table', upload: id });

  await server.services.background.settled();
  expect(await get(`/pulls/${pull}`)).toMatchObject({
    state: 'failed',
    error: {
      code: 'source-truncated',
      message: 'the workbook ends in the middle, so it was not copied or downloaded whole',
    },
  });
}, 60_000);

async function upload(name: string, content: string): Promise<string> {
  const answer = await server.app.inject({
    method: 'POST',
    url: `${workspace}/uploads`,
    headers: { origin, cookie, 'content-type': 'multipart/form-data; boundary=line' },
    payload: `--line\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--line--\r\n`,
  });
  return answer.json().upload;
}

function preview(id: string) {
  return post(`/uploads/${id}/preview`, {});
}

function get(path: string) {
  return call('GET', path);
}

function post(path: string, payload: object) {
  return call('POST', path, payload);
}

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) {
  const answer = await server.app.inject({
    method,
    url: `${workspace}${path}`,
    headers: { origin, cookie },
    ...(payload !== undefined && { payload }),
  });
  expect([path, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([path, 200, '']);
  return answer.json();
}
