import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalog, loadCatalog } from '@daybook/catalog';
import type { Connector, Emission } from '@daybook/kit';
import pg from 'pg';
import { inject } from 'vitest';
import { z } from 'zod';
import { composeServices } from '../compose.ts';
import { findOrCreateConnection } from '../connections/index.ts';
import { claimPull, type StoredPull } from '../intake/index.ts';
import { findPull } from '../intake/pulls.store.ts';
import {
  type Clock,
  createKeyring,
  createWorkspace,
  type Database,
  externalStorage,
  openDatabase,
  openFileDataKeys,
  type Services,
  silentLog,
  systemActor,
  systemIds,
  type WorkspaceId,
} from '../platform/index.ts';

export type TestClock = Clock & { set(instant: string): void };

export interface TestServices extends AsyncDisposable {
  readonly services: Services;
  readonly workspaceId: WorkspaceId;
  readonly clock: TestClock;
  readonly owner: pg.ClientConfig;
  /** What the scripted connector says next. */
  script: readonly Emission[] | Error;
  /** What connectors reach instead of the network. */
  network: typeof fetch;
}

/** The real services on a database of their own, with one workspace and one connector that says what a test scripts. */
export async function openTestServices(): Promise<TestServices> {
  const { socketDir, port, superuser } = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = { host: socketDir, port, user: superuser };
  await runStatement(admin, `create database ${name} template daybook_template strategy file_copy`);
  const database = openDatabase({ kind: 'socket', socketDir, port, database: name }, 4);
  const clock = createTestClock();
  const context: Pick<TestServices, 'script' | 'network'> = { script: [], network: noNetwork };
  const catalog = withScripted(await loadCatalog(), () => context.script);
  const keyDir = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  const services = await compose({ database, catalog, clock, keyDir }, (input, init) =>
    context.network(input, init),
  );
  const workspace = await database.withSystem('test', (tx) =>
    createWorkspace(tx, { slug: 'default', name: 'Default' }, services),
  );
  const close = async () => {
    await services.background.close();
    await services.dataKeys.close();
    rmSync(keyDir, { recursive: true, force: true });
    await database.close();
    await runStatement(admin, `drop database ${name} with (force)`);
  };
  const owner = { ...admin, database: name };
  return Object.assign(context, {
    services,
    workspaceId: workspace.id,
    clock,
    owner,
    [Symbol.asyncDispose]: close,
  });
}

const noNetwork: typeof fetch = async () => {
  throw new Error('a test reached for the network');
};

type TestParts = {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly keyDir: string;
};

async function compose(
  { database, catalog, clock, keyDir }: TestParts,
  network: typeof fetch,
): Promise<Services> {
  const keyring = createKeyring(Buffer.alloc(32, 7));
  const parts = { database, keyring, clock, ids: systemIds, log: silentLog };
  return composeServices({
    ...parts,
    catalog,
    dataKeys: await openFileDataKeys(keyDir, parts),
    storage: externalStorage,
    settings: {
      dataDir: '/nonexistent',
      keyDir,
      repositoryDir: null,
      baseUrl: null,
      mayReadLocalPaths: true,
      fetch: network,
      version: '0.0.0',
    },
  });
}

function createTestClock(): TestClock {
  let now = '2026-03-01T12:00:00.000Z';
  return {
    now: () => now,
    set: (instant) => {
      now = instant;
    },
    sleep: async () => undefined,
    jitter: () => 0.5,
  };
}

function withScripted(catalog: Catalog, script: () => readonly Emission[] | Error): Catalog {
  const scripted: Connector = {
    id: 'scripted',
    name: 'Scripted',
    summary: 'Says what a test wants.',
    history: 'full',
    isUnproven: false,
    emits: ['account'],
    fields: [],
    settings: z.object({ name: z.string() }),
    describe: (settings) => JSON.stringify(settings),
    collect: async function* () {
      const said = script();
      if (said instanceof Error) throw said;
      yield* said;
    },
  };
  return { ...catalog, connectors: new Map([...catalog.connectors, [scripted.id, scripted]]) };
}

/** Pulls from the scripted connector and waits for the end. */
export async function pull(context: TestServices, script: readonly Emission[] | Error): Promise<StoredPull> {
  context.script = script;
  return pullFrom(context, 'scripted', { name: 'one' });
}

/** Connects the source unless it is, reads it once and waits until everything has followed. */
export async function pullFrom(
  context: TestServices,
  connector: string,
  settings: object,
): Promise<StoredPull> {
  const { services, workspaceId } = context;
  const claimed = await services.database.withWorkspace(workspaceId, async (tx) => {
    const input = { connector, name: null, settings, actor: systemActor };
    const connection = await findOrCreateConnection(tx, input, services);
    return claimPull(tx, { workspaceId, connection: connection.id, actor: systemActor }, services);
  });
  claimed.begin();
  await services.background.settled();
  const ended = await services.database.withWorkspace(workspaceId, (tx) => findPull(tx, claimed.id));
  if (ended === null) throw new Error('the pull has no row');
  return ended;
}

async function runStatement(config: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client({ ...config, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
