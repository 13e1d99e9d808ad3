import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { origin, setUp, startAccess } from '../access/testing/start-access.ts';
import { discoverRoutes } from '../platform/index.ts';
import { settle } from './continue-imports.ts';
import type { ImportBatchView } from './import-batch-view.ts';
import type { ImportFile } from './import-batches.store.ts';
import type { StoredPull } from './pulls.store.ts';

type Server = Awaited<ReturnType<typeof startAccess>>;
let server: Server;
let cookie = '';
const dataDir = mkdtempSync(join(tmpdir(), 'daybook-batches-'));
beforeAll(async () => {
  server = await startAccess({ dataDir }, await discoverRoutes());
  cookie = await setUp(server);
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const workspace = '/api/workspaces/default';
const accounts = 'Login,Email\nada,ada@company.example\nben,ben@company.example\n';

describe('files handed over together', () => {
  test('are read one after another without anybody looking on; a bad one says what to do and stops no other', async () => {
    const files = [
      { upload: await upload('accounts-desk.csv', accounts) },
      { upload: await upload('cut.xlsx', 'PK\u0003\u0004cut') },
      { upload: await upload('accounts-shop.csv', accounts) },
    ];

    const { batch } = await post('/import-batches', { files });
    await server.services.background.settled();

    const ended: ImportBatchView = await get(`/import-batches/${batch}`);
    expect(ended.state).toBe('ended');
    expect(ended.files.map(({ name, state }) => [name, state])).toEqual([
      ['accounts-desk.csv', 'read'],
      ['cut.xlsx', 'failed'],
      ['accounts-shop.csv', 'read'],
    ]);
    expect(ended.files[1]?.error).toMatchObject({
      code: 'source-truncated',
      hint: expect.stringMatching(/./),
    });
    expect(ended.files[2]?.lists).toMatchObject([{ kind: 'person', items: 2, isWhole: true }]);
    expect(ended.files.every(({ pull }) => pull !== null)).toBe(true);
    const { items } = await get('/import-batches');
    expect(items.map(({ id }: { id: string }) => id)).toEqual([batch]);
  }, 60_000);

  test('are not read any more once cancelled; what failed can be read again as long as it is here', async () => {
    const { items } = await get('/import-batches');
    const { batch } = await post('/import-batches', { files: [{ upload: await upload('a.csv', accounts) }] });
    await post(`/import-batches/${batch}/cancel`, {});
    await server.services.background.settled();

    // The reading may have been quicker than whoever cancelled it; nothing is left open either way.
    const stopped: ImportBatchView = await get(`/import-batches/${batch}`);
    expect(['cancelled', 'ended']).toContain(stopped.state);
    expect(stopped.files.map(({ state }) => state)).not.toContain('waiting');

    expect(await post(`/import-batches/${items[0].id}/retry`, {})).toEqual({ files: 1 });
    await server.services.background.settled();
    const again: ImportBatchView = await get(`/import-batches/${items[0].id}`);
    expect(again.files.map(({ state }) => state)).toEqual(['read', 'failed', 'read']);
  }, 60_000);

  test('are all there before anything is read', async () => {
    const known = await upload('b.csv', accounts);
    const answer = await call('POST', '/import-batches', {
      files: [{ upload: known }, { upload: 'upl_none' }],
    });

    expect(answer.json()).toMatchObject({ error: { code: 'upload-unknown' } });
  });

  test('count one that cannot be opened as a failed reading of the list it was to continue', async () => {
    const readingOf = async (file: object) => {
      const { batch } = await post('/import-batches', { files: [file] });
      await server.services.background.settled();
      const { files }: ImportBatchView = await get(`/import-batches/${batch}`);
      return get(`/pulls/${files[0]?.pull}`);
    };
    const { connection } = await readingOf({ upload: await upload('people.csv', accounts) });
    server.clock.forward(60_000);
    const broken = { upload: await upload('people.xlsx', 'PK\u0003\u0004cut'), connection };

    expect(await readingOf(broken)).toMatchObject({ state: 'failed', connection });
  }, 60_000);
});

describe('a file that was being read', () => {
  const file: ImportFile = {
    ...{ batch: 'imp_1', place: 0, upload: 'upl_1', name: 'a.csv', connection: null, state: 'reading' },
    ...{ pull: 'pul_1', isStopped: false, attempts: 1, begunAt: '2026-11-21T10:00:00.000Z' },
    ...{ knownAs: null, error: null },
  };
  const pull: StoredPull = {
    ...{ id: 'pul_1', connection: 'con_1', state: 'running', phase: 'reading' },
    progress: { done: 0, total: null, unit: 'records' },
    ...{
      startedAt: '2026-11-21T10:00:00.000Z',
      finishedAt: null,
      position: null,
      populations: [],
      error: null,
    },
  };
  const now = '2026-11-21T10:01:00.000Z';
  const stateOf = (change: Partial<ImportFile>, ended: Partial<StoredPull>) =>
    settle({ ...file, ...change }, [{ ...pull, ...ended }], now).state;

  test('waits again when a restart stopped it, and is given up after three times', () => {
    expect(stateOf({}, { state: 'abandoned' })).toBe('waiting');
    expect(stateOf({}, { state: 'cancelled' })).toBe('waiting');
    expect(stateOf({ attempts: 3 }, { state: 'abandoned' })).toBe('failed');
  });

  test('stays stopped when a person stopped it, and failed when it failed', () => {
    expect(stateOf({ isStopped: true }, { state: 'cancelled' })).toBe('cancelled');
    expect(stateOf({}, { state: 'failed' })).toBe('failed');
    expect(stateOf({}, { state: 'running' })).toBe('reading');
  });

  test('is taken again two minutes after whoever took it vanished', () => {
    const taken = { ...file, pull: null };
    expect(settle(taken, [], now).state).toBe('reading');
    expect(settle(taken, [], '2026-11-21T10:02:01.000Z').state).toBe('waiting');
  });
});

async function upload(name: string, content: string): Promise<string> {
  const answer = await server.app.inject({
    method: 'POST',
    url: `${workspace}/uploads`,
    headers: { origin, cookie, 'content-type': 'multipart/form-data; boundary=line' },
    payload: `--line\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--line--\r\n`,
  });
  return answer.json().upload;
}

async function get(path: string) {
  return (await call('GET', path)).json();
}

async function post(path: string, payload: object) {
  const answer = await call('POST', path, payload);
  expect([path, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([path, 200, '']);
  return answer.json();
}

function call(method: 'GET' | 'POST', path: string, payload?: object) {
  return server.app.inject({
    method,
    url: `${workspace}${path}`,
    headers: { origin, cookie },
    ...(payload !== undefined && { payload }),
  });
}
