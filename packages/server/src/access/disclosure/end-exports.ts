import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { append, takesEntries } from '../../ledger/index.ts';
import {
  type Actor,
  refuse,
  type Services,
  systemActor,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { exportFile, exportsFolder } from './export-file.ts';
import {
  findExport,
  listRunOutExports,
  lockExport,
  type StoredExport,
  updateExport,
} from './exports.store.ts';
import { type ExportEntryType, exportEntry } from './request-export.ts';

const leftBehindAfterMs = 24 * 60 * 60 * 1_000;

/** What ran out is gone from the storage, and says so in the ledger; what a crash left behind goes too. */
export async function endRunOutExports(workspaceId: WorkspaceId, services: Services): Promise<void> {
  const { database, clock } = services;
  const ended = await database.withWorkspace(workspaceId, async (tx) => {
    const found = await listRunOutExports(tx, clock.now());
    if (found.length === 0 || !(await takesEntries(tx))) return [];
    for (const id of found) await endInTx(tx, { id, state: 'expired', actor: systemActor }, services);
    return found;
  });
  for (const id of ended) await rm(exportFile(services.settings, workspaceId, id), { force: true });
  if (ended.length > 0) services.live.publish(workspaceId, 'ledger');
  await removeLeftBehind(workspaceId, services);
}

type Ending = { readonly id: string; readonly state: 'expired' | 'withdrawn'; readonly actor: Actor };

const entryTypes = { expired: 'export.expired@1', withdrawn: 'export.withdrawn@1' } as const satisfies Record<
  Ending['state'],
  ExportEntryType
>;

/** In the caller's transaction, as its last step; the file goes after the commit. */
async function endInTx(tx: Tx, { id, state, actor }: Ending, services: Services): Promise<void> {
  const found = await lockExport(tx, id);
  if (found === null || (found.state !== 'ready' && found.state !== 'waiting')) return;
  const next: StoredExport = { ...found, state };
  const [appended] = await append(
    tx,
    [exportEntry(entryTypes[state], next, actor, services.clock.now())],
    services,
  );
  await updateExport(tx, { ...next, position: appended?.position ?? -1 });
}

/** Ends one export and removes its file at once. */
export async function endExport(workspaceId: WorkspaceId, ending: Ending, services: Services): Promise<void> {
  await services.database.withWorkspace(workspaceId, (tx) => endInTx(tx, ending, services));
  await rm(exportFile(services.settings, workspaceId, ending.id), { force: true });
  services.live.publish(workspaceId, 'ledger');
}

/** Files without an open export, and what was being written when a process died. */
async function removeLeftBehind(
  workspaceId: WorkspaceId,
  { database, settings, clock }: Services,
): Promise<void> {
  const folder = exportsFolder(settings, workspaceId);
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const found = await database.withWorkspace(workspaceId, (tx) => findExport(tx, name));
    const isOpen = found?.state === 'ready' || found?.state === 'waiting';
    if (!isOpen && (await isOld(path, clock.now()))) await rm(path, { force: true });
  }
  const staging = join(settings.dataDir, 'tmp');
  for (const name of await namesIn(staging)) {
    const path = join(staging, name);
    if (name.startsWith('export-') && (await isOld(path, clock.now()))) await rm(path, { force: true });
  }
}

async function isOld(path: string, now: string): Promise<boolean> {
  const modifiedMs = (await stat(path).catch(() => null))?.mtimeMs ?? Number.POSITIVE_INFINITY;
  return modifiedMs + leftBehindAfterMs < Date.parse(now);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/** Of somebody's own export. Throws `not-found`. */
export async function requireOwnExport(tx: Tx, id: string, actor: Actor): Promise<StoredExport> {
  const found = await lockExport(tx, id);
  return found === null || found.requestedBy !== actor.id ? refuse('not-found') : found;
}
