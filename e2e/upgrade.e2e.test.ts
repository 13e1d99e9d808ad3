import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash, parseEntry, rootOfLeaves, utf8 } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { afterAll, expect, test } from 'vitest';
import { readItems } from '../packages/server/src/facts/index.ts';
import { replayProjection } from '../packages/server/src/facts/replay/replay-projection.ts';
import { readOwnSource } from '../packages/server/src/intake/index.ts';
import {
  newestLog,
  readEntriesAt,
  readEntryRange,
  readHead,
  readPayloads,
} from '../packages/server/src/ledger/index.ts';
import { databaseName, restoreBackup } from '../packages/server/src/platform/backup/index.ts';
import { listWorkspaces, silentLog, type WorkspaceId } from '../packages/server/src/platform/index.ts';
import { type RunningServer, startServer } from '../packages/server/src/start-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-upgrade-'));
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sizeThen = 42;
const rootThen = 'fbe30c6b9e5f909529e2b83bd1e36704982866c2b89fe72bba551d3537ad03e2';

test('a data folder of the first release is migrated whole and goes on', async () => {
  const dataDir = join(folder, 'data');
  const file = join(import.meta.dirname, 'first-release/day.backup');
  await restoreBackup({ file, dataDir, database: databaseName, log: silentLog, progress: () => undefined });
  process.env.DAYBOOK_MASTER_KEY = Buffer.alloc(32, 7).toString('base64');
  await using server = await startServer({ dataDir, tcp: null });

  const [workspace] = await server.services.database.withSystem('test', listWorkspaces);

  const { root, added } = await rootOfThen(server, workspace?.id ?? '');
  expect(root).toBe(rootThen);
  // Somebody in the folder has left: this release lists what they hold as soon as it starts, and checks that.
  expect(added.slice(0, 2)).toEqual(['leaver-run.opened@1', 'access-removal.opened@1']);
  expect(new Set(added.slice(2))).toEqual(new Set(['check.ran@1']));
  const counts = await inWorkspace(server, workspace?.id ?? '', async (tx) => [
    (await readItems(tx, { kind: 'change', limit: 100 })).length,
    (await readItems(tx, { kind: 'person', limit: 100 })).length,
    (await readItems(tx, { kind: 'account', limit: 100 })).length,
  ]);
  expect(counts).toEqual([8, 3, 3]);
  expect(await payloadsRead(server, workspace?.id ?? '')).toBe(sizeThen);
  expect(await sizesThatDiffer(server, workspace?.id ?? '')).toEqual([]);
  expect(await ownAccounts(server, workspace?.id ?? '')).toEqual(['account']);
}, 120_000);

/** The root over the entries there were, computed from their texts, and the types of those that came since. */
async function rootOfThen(server: RunningServer, workspaceId: string) {
  const rows = await inWorkspace(server, workspaceId, async (tx) => {
    const log = await newestLog(tx);
    const head = await readHead(tx, log?.id ?? '');
    return readEntryRange(tx, log?.id ?? '', 0, head.size);
  });
  const leaves = rows.slice(0, sizeThen).map(({ text }) => leafHash(sha256, utf8(text)));
  const added = rows.slice(sizeThen).map(({ text }) => parseEntry(text).type);
  return { root: Buffer.from(rootOfLeaves(sha256, leaves)).toString('hex'), added };
}

/** A folder from before Daybook read itself does so now: its connection is made, and its members are accounts. */
async function ownAccounts(server: RunningServer, workspaceId: string): Promise<readonly string[]> {
  // As listed, so it is one.
  await readOwnSource(workspaceId as WorkspaceId, server.services);
  await server.services.background.settled();
  const accounts = await inWorkspace(server, workspaceId, (tx) =>
    readItems(tx, { kind: 'account', limit: 100 }),
  );
  return accounts.filter(({ scope }) => scope === 'daybook').map(({ kind }) => kind);
}

/** What was known at each size is what a replay gives, also where the release of then kept no past of its lists. */
async function sizesThatDiffer(server: RunningServer, workspaceId: string): Promise<readonly unknown[]> {
  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  const differing: unknown[] = [];
  for (let size = 0; size <= sizeThen; size += 1) {
    const { equal, differences } = await inWorkspace(server, workspaceId, (tx) =>
      replayProjection(tx, { size }, server.services, control),
    );
    if (equal !== true) differing.push({ size, differences });
  }
  return differing;
}

function inWorkspace<T>(
  server: RunningServer,
  workspaceId: string,
  work: Parameters<typeof server.services.database.withWorkspace<T>>[1],
): Promise<T> {
  return server.services.database.withWorkspace(workspaceId, work);
}

/** How many entries' payloads can still be opened. */
async function payloadsRead(server: RunningServer, workspaceId: string): Promise<number> {
  return inWorkspace(server, workspaceId, async (tx) => {
    const positions = Array.from({ length: sizeThen }, (_, i) => i);
    const entries = await readEntriesAt(tx, positions);
    const ids = entries.map(({ position, entry }) => ({ position, id: entry.id }));
    return (await readPayloads(tx, ids, server.services)).length;
  });
}
