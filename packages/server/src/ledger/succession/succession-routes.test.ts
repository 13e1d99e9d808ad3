import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  addReader,
  codeOf,
  get,
  post,
  setUp,
  signInAgain,
  startAccess,
  type TestServer,
} from '../../access/testing/start-access.ts';
import { discoverRoutes, findWorkspace } from '../../platform/index.ts';
import { reportForeignHead } from './report-foreign-head.ts';

const base = '/api/workspaces/default/ledger';
const keyDir = mkdtempSync(join(tmpdir(), 'daybook-guard-'));
afterAll(() => rmSync(keyDir, { recursive: true, force: true }));

async function start() {
  const server = await startAccess({ keyDir }, await discoverRoutes());
  const cookie = await setUp(server);
  return { server, cookie };
}

/** As a witness would tell it that knows many more entries. */
async function fork({ services }: TestServer): Promise<void> {
  const workspace = await services.database.withSystem('test', (tx) => findWorkspace(tx, 'default'));
  const root = Buffer.alloc(32, 5);
  await reportForeignHead(
    { workspaceId: workspace?.id ?? '', by: 'Auditor & Co', size: 1_000, root },
    services,
  );
}

test('a forked log says so, lets its owner sign in and read, and refuses everything that would be written down', async () => {
  const { server, cookie } = await start();
  await using _ = server;
  const readerCookie = await addReader(server, cookie);
  await fork(server);

  const again = await signInAgain(server);
  const ledger = (await get(server, base, again)).json();
  const refused = await post(server, `${base}/rotate-key`, {}, again);
  const notAllowed = await post(server, `${base}/close-fork`, { reason: 'because' }, readerCookie);

  expect(ledger.standing).toMatchObject({
    state: 'forked',
    fork: { knownBy: 'Auditor & Co', knownSize: 1_000, foundSize: ledger.log.size },
    sentence: expect.stringContaining('fork report'),
  });
  expect(ledger.keys.map((key: { signs: boolean }) => key.signs)).toEqual([false]);
  expect([codeOf(refused), codeOf(notAllowed)]).toEqual(['503 log-forked', '403 forbidden']);
  expect((await get(server, `${base}/entries`, again)).statusCode).toBe(200);
});

test('an owner closes it, the logs are listed with their states, and the work goes on', async () => {
  const { server, cookie } = await start();
  await using _ = server;
  await fork(server);

  const closed = await post(server, `${base}/close-fork`, { reason: 'an older backup was put back' }, cookie);
  const logs = (await get(server, `${base}/logs`, cookie)).json();
  const { standing, log } = (await get(server, base, cookie)).json();
  const rotated = await post(server, `${base}/rotate-key`, {}, cookie);

  expect(closed.json().report).toContain('an older backup was put back');
  expect(logs.items.map((one: { state: string }) => one.state)).toEqual(['open', 'forked']);
  expect(logs.items[0]).toMatchObject({
    id: closed.json().log.id,
    firstPosition: 1_000,
    predecessor: { origin: logs.items[1].origin, size: logs.items[1].size },
  });
  expect([standing.state, log.origin]).toEqual(['unguarded', closed.json().log.origin]);
  expect(rotated.statusCode).toBe(200);
});

test('checkpoints of every log are listed page by page, those of the newest log first', async () => {
  const { server, cookie } = await start();
  await using _ = server;
  await get(server, `${base}/entries/0`, cookie);
  await fork(server);
  await post(server, `${base}/close-fork`, { reason: 'an older backup was put back' }, cookie);
  await get(server, `${base}/entries/1000`, cookie);

  const first = (await get(server, `${base}/checkpoints?limit=1`, cookie)).json();
  const next = await get(server, `${base}/checkpoints?limit=200&cursor=${first.nextCursor}`, cookie);
  const logs = (await get(server, `${base}/logs`, cookie)).json();

  const origins = [...first.items, ...next.json().items].map((one: { origin: string }) => one.origin);
  expect(new Set(origins)).toEqual(new Set(logs.items.map((one: { origin: string }) => one.origin)));
  expect(origins[0]).toBe(logs.items[0].origin);
  expect(next.json().nextCursor).toBeNull();
  expect(codeOf(await get(server, `${base}/checkpoints?cursor=12`, cookie))).toBe('400 bad-request');
});

test('the ledger names its keys, the one that signs and the one that will', async () => {
  const { server, cookie } = await start();
  await using _ = server;
  const before = (await get(server, base, cookie)).json();

  const { verifierKey } = (await post(server, `${base}/rotate-key`, {}, cookie)).json();
  const { keys, log } = (await get(server, base, cookie)).json();
  server.clock.forward(30 * 24 * 3_600_000);
  const later = (await get(server, base, cookie)).json();

  expect(keys.map((key: { verifierKey: string }) => key.verifierKey)).toEqual([
    before.log.verifierKey,
    verifierKey,
  ]);
  expect(keys.map((key: { signs: boolean }) => key.signs)).toEqual([true, true]);
  expect(keys[1].since).toBe(log.size);
  expect(later.keys.map((key: { signs: boolean }) => key.signs)).toEqual([false, true]);
});

test('an entry is proven with the key that signed its checkpoint', async () => {
  const { server, cookie } = await start();
  await using _ = server;
  const { verifierKey } = (await post(server, `${base}/rotate-key`, {}, cookie)).json();
  server.clock.forward(31 * 24 * 3_600_000);
  const again = await signInAgain(server);
  const { log } = (await get(server, base, again)).json();

  const entry = (await get(server, `${base}/entries/${log.size - 1}`, again)).json();

  expect(entry.log.verifierKey).toBe(verifierKey);
});

test('the archive of a log comes as a zip with its name', async () => {
  const { server, cookie } = await start();
  await using _ = server;
  const { log } = (await get(server, base, cookie)).json();
  await get(server, `${base}/entries/0`, cookie);

  const answer = await get(server, `${base}/logs/${log.id}/archive`, cookie);

  expect(answer.headers['content-type']).toBe('application/zip');
  expect(answer.headers['content-disposition']).toBe('attachment; filename="ledger-2026.zip"');
  expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK');
});
