import { join } from 'node:path';
import { keyDirFor, openInstallation } from '@daybook/server';
import type pg from 'pg';
import { openDataKeys } from '../../packages/server/src/open-data-keys.ts';
import {
  createWorkspace,
  type Services,
  silentLog,
  systemClock,
  systemIds,
  type WorkspaceId,
} from '../../packages/server/src/platform/index.ts';
import { makeFolder } from './bench-server.ts';

export type LedgerServices = Pick<Services, 'database' | 'clock' | 'ids' | 'keyring' | 'dataKeys'>;

/** The ledger as it is shipped, on an embedded PostgreSQL of its own, without the web around it. */
export interface OpenLedger extends AsyncDisposable {
  readonly services: LedgerServices;
  readonly owner: pg.ClientConfig;
  /** Where the database itself may read and write files. */
  readonly databaseDir: string;
  readonly dataDir: string;
  addWorkspace(slug: string): Promise<WorkspaceId>;
}

export async function openLedger(): Promise<OpenLedger> {
  const { folder, remove } = makeFolder();
  const dataDir = join(folder, 'data');
  const stack = new AsyncDisposableStack();
  stack.defer(remove);
  const installation = stack.use(await openInstallation({ dataDir, databaseUrl: null, log: silentLog }));
  const { database, keyring, owner } = installation;
  const parts = { database, keyring, log: silentLog, clock: systemClock, ids: systemIds };
  const dataKeys = await openDataKeys(installation, { dataDir, keyDir: keyDirFor(dataDir) }, parts);
  stack.defer(() => dataKeys.close());
  const services = { ...parts, dataKeys };
  const addWorkspace = async (slug: string) =>
    (await database.withSystem('bench', (tx) => createWorkspace(tx, { slug, name: slug }, services))).id;
  const databaseDir = join(dataDir, 'postgres');
  return {
    services,
    owner,
    databaseDir,
    dataDir,
    addWorkspace,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
