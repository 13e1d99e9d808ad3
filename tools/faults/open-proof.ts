import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCheckpoint } from '../../packages/server/src/ledger/index.ts';
import {
  createKeyring,
  createWorkspace,
  openDatabase,
  openFileDataKeys,
  openTableDataKeys,
  silentLog,
  systemClock,
  systemIds,
  type WorkspaceId,
} from '../../packages/server/src/platform/index.ts';
import type { Cluster } from './cluster.ts';
import { masterKey } from './proof-context.ts';
import type { Acknowledged, Writer } from './spawn-writer.ts';
import { type Verified, verifyLedger } from './verify-ledger.ts';

/** One ledger under attack: its workspace, its keys, and everything anybody was told is written in it. */
export interface Attacked {
  readonly workspaceId: WorkspaceId;
  /** Where its writers keep their keys; null for keys in the database. */
  readonly keyDir: string | null;
  /** Takes what these writers were told, waits until nothing is under way, reads everything, and signs a checkpoint. */
  survive(writers: readonly Writer[]): Promise<Verified>;
  readonly acknowledged: readonly Acknowledged[];
}

export async function openAttacked(cluster: Cluster, keys: 'file' | 'database'): Promise<Attacked> {
  const workspaceId = await withServices(cluster, null, async (services) => {
    const slug = `proof-${systemIds.uuid()}`;
    const made = await services.database.withSystem('proof', (tx) =>
      createWorkspace(tx, { slug, name: 'Proof' }, services),
    );
    return made.id;
  });
  const keyDir = keys === 'file' ? join(cluster.folder, `keys-${workspaceId}`) : null;
  if (keyDir !== null) mkdirSync(keyDir, { mode: 0o700 });
  const acknowledged: Acknowledged[] = [];
  return {
    workspaceId,
    keyDir,
    acknowledged,
    survive: async (writers) => {
      for (const writer of writers) acknowledged.push(...writer.acknowledged);
      await cluster.quiet();
      return withServices(cluster, keyDir, async (services) => {
        const verified = await verifyLedger(workspaceId, acknowledged, services);
        await services.database.withWorkspace(workspaceId, (tx) => ensureCheckpoint(tx, services));
        return verified;
      });
    },
  };
}

type ProofServices = Parameters<typeof verifyLedger>[2] & Parameters<typeof ensureCheckpoint>[1];

async function withServices<T>(
  cluster: Cluster,
  keyDir: string | null,
  work: (services: ProofServices & Parameters<typeof createWorkspace>[2]) => Promise<T>,
): Promise<T> {
  const { socketDir, port, database: name } = cluster;
  const database = openDatabase({ kind: 'socket', socketDir, port, database: name }, 4);
  const parts = {
    database,
    keyring: createKeyring(masterKey),
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
  };
  const dataKeys = keyDir === null ? openTableDataKeys(parts) : await openFileDataKeys(keyDir, parts);
  try {
    return await work({ ...parts, dataKeys });
  } finally {
    await dataKeys.close();
    await database.close();
  }
}
