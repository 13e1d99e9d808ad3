import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { get, setUp, startAccess } from './access/testing/start-access.ts';
import { ledgerSource } from './audits/ledger-source.ts';
import { nameCheckpoint } from './audits/name-checkpoint.ts';
import { followLedger } from './facts/index.ts';
import { listPopulationRows } from './facts/populations.store.ts';
import { replayProjection } from './facts/replay/replay-projection.ts';
import { append, findUnreadable, readEntriesAt, readPayloads } from './ledger/index.ts';
import {
  createLockedKeyring,
  discoverRoutes,
  openFileDataKeys,
  type Services,
  systemActor,
  type Tx,
} from './platform/index.ts';
import { ownWords } from './redaction/index.ts';
import { account, listOf } from './testing/account-script.ts';
import { openTestServices, pull, type TestServices } from './testing/open-test-services.ts';

/** As after a restore without the `.keys` archive: an empty key folder. */
async function withoutKeys(context: TestServices): Promise<Services & AsyncDisposable> {
  const dir = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  const dataKeys = await openFileDataKeys(dir, context.services);
  const close = async () => {
    await dataKeys.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { ...context.services, dataKeys, [Symbol.asyncDispose]: close };
}

const accounts = listOf([account('ada@company.example'), account('bob@company.example')]);

test('a payload whose key is lost or locked is shown as unreadable, with its proof, never as erased', async () => {
  await using server = await startAccess({}, await discoverRoutes());
  const cookie = await setUp(server);
  const { dataKeys } = server.services;
  const entry = async () => (await get(server, '/api/workspaces/default/ledger/entries/1', cookie)).json();
  const before = await entry();

  const locked = createLockedKeyring();
  const find = dataKeys.find;
  dataKeys.find = async () => new Map();
  const lost = await entry();
  dataKeys.find = async () => locked.assertOpen() as never;
  const sealed = await entry();
  dataKeys.find = find;

  expect(before.payload.state).toBe('present');
  for (const shown of [lost, sealed]) {
    expect(shown.payload).toEqual({ state: 'unreadable', json: null, erasedBy: null });
    expect(shown.proof).toEqual(before.proof);
  }
});

test('a subject key made anew after its loss opens what it sealed, and breaks no reading of what it did not', async () => {
  await using context = await openTestServices();
  const subject = 'sub_00000000-0000-4000-8000-00000000000a';
  const now = context.clock.now();
  const entry = {
    ...{ type: 'note.made@1', actor: systemActor, occurredAt: now, observedAt: now, refs: [subject] },
    ...{ subject, payload: ownWords({ note: 'of a person' }) },
  };
  const write = (services: Services) =>
    services.database.withWorkspace(context.workspaceId, (tx) => append(tx, [entry], services));
  const first = await write(context.services);
  await using services = await withoutKeys(context);
  const second = await write(services);

  const told = await services.database.withWorkspace(context.workspaceId, async (tx) => {
    const entries = await readEntriesAt(
      tx,
      [...first, ...second].map(({ position }) => position),
    );
    const ids = entries.map(({ position, entry: { id } }) => ({ position, id }));
    const opened = (await readPayloads(tx, ids, services)).map(({ position }) => position);
    return { opened, unreadable: [...(await findUnreadable(tx, entries, new Set(opened)))] };
  });

  expect(told).toEqual({ opened: [second[0]?.position], unreadable: [first[0]?.position] });
});

test('a replay over lost keys cannot tell, and a package over them is refused with the way out', async () => {
  await using context = await openTestServices();
  const { workspaceId } = context;
  await pull(context, accounts);
  await using services = await withoutKeys(context);
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => services.database.withWorkspace(workspaceId, work);

  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  const replay = await inTx((tx) => replayProjection(tx, { size: null }, services, control));
  const named = await inTx((tx) => nameCheckpoint(tx, services));
  const source = ledgerSource({ workspaceId, named }, services);
  const reading = async () => {
    const [log] = source.logs;
    if (log !== undefined) for await (const _ of source.entries(log));
  };

  expect(replay.equal).toBeNull();
  await expect(reading()).rejects.toMatchObject({
    code: 'keys-damaged',
    hint: expect.stringContaining('.keys'),
  });
});

test('facts followed again over lost keys are not whole', async () => {
  await using context = await openTestServices();
  const { workspaceId } = context;
  await pull(context, accounts);
  await using services = await withoutKeys(context);
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => services.database.withWorkspace(workspaceId, work);
  await inTx((tx) => sql`update fact_cursor set position = 0`.execute(tx.db));

  await followLedger(workspaceId, services);

  const rows = await inTx(listPopulationRows);
  expect(rows).toMatchObject([{ isComplete: false, reasons: [expect.stringContaining('key is missing')] }]);
});
