import { afterAll, beforeAll, expect, test } from 'vitest';
import { addReader, origin, setUp, startAccess, type TestServer } from '../../access/testing/start-access.ts';
import { discoverRoutes } from '../../platform/index.ts';
import { createTestWitness, type TestWitness, witnessAddress } from './testing/test-witness.ts';

const base = '/api/workspaces/default/ledger';

let server: TestServer;
let owner: string;
let reader: string;
let witness: TestWitness;
let logKey = '';

beforeAll(async () => {
  witness = createTestWitness(
    () => [logKey],
    () => Date.UTC(2026, 2, 1, 12) / 1_000,
  );
  server = await startAccess({ fetch: witness.network }, await discoverRoutes());
  owner = await setUp(server);
  reader = await addReader(server, owner);
  logKey = (await call('GET', '')).json().log.verifierKey;
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

function call(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, cookie = owner) {
  const headers = { origin, cookie };
  return server.app.inject({ method, url: `${base}${path}`, headers, ...(payload && { payload }) });
}

test('an owner names a witness, asks it, downloads what it cosigned, and takes it off the list again', async () => {
  const target = {
    kind: 'witness',
    name: 'Auditor',
    address: witnessAddress,
    verifierKey: witness.verifierKey,
  };

  const added = await call('POST', '/anchor-targets', target);
  const again = await call('POST', '/anchor-targets', target);
  const ran = await call('POST', '/anchors/run', {});
  const listed = (await call('GET', '/anchors', undefined, reader)).json();

  expect(added.json()).toMatchObject({
    kind: 'witness',
    name: 'Auditor',
    state: 'never',
    lastAt: null,
    problem: null,
  });
  expect(again.json()).toMatchObject({ error: { code: 'conflict' } });
  const [result] = ran.json().results;
  expect(result).toEqual({ target: added.json().id, state: 'ok', problem: null, size: result.size });
  expect(listed).toMatchObject({ rung: 3, isOverdue: false, targets: [{ state: 'ok' }], nextCursor: null });
  expect(listed.items).toMatchObject([
    { size: result.size, kind: 'witness', by: 'witness.example', position: result.size },
  ]);
  const note = await call('GET', `/checkpoints/${result.size}/note`, undefined, reader);
  expect(note.headers['content-disposition']).toBe(`attachment; filename="checkpoint-${result.size}.txt"`);
  expect(note.body).toContain('— witness.example ');
  expect((await call('GET', '/checkpoints/99999/note')).statusCode).toBe(404);
  const policy = await call('GET', '/policy', undefined, reader);
  expect(policy.body).toBe(
    `log ${logKey}\nwitness witness-1 ${witness.verifierKey} ${witnessAddress}\nquorum witness-1\n`,
  );
  const entry = (await call('GET', '/entries/0', undefined, reader)).json();
  expect(entry.bracket).toMatchObject({
    after: null,
    before: { by: 'witness.example', size: result.size },
    rung: 3,
  });
  expect((await call('DELETE', `/anchor-targets/${added.json().id}`)).json()).toEqual({});
  expect((await call('DELETE', `/anchor-targets/${added.json().id}`)).statusCode).toBe(404);
  expect((await call('POST', '/anchors/run', {})).json()).toEqual({ results: [] });
});

test('what cannot be used is refused with what to do', async () => {
  const answer = await call('POST', '/anchor-targets', {
    kind: 'witness',
    name: 'x',
    address: 'ftp://a.example',
  });

  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({
    error: { code: 'anchor-invalid', message: expect.stringContaining('http://') },
  });
  expect((await call('GET', '/anchors?cursor=no')).statusCode).toBe(400);
});
