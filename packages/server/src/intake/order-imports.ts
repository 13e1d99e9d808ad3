import { existsSync } from 'node:fs';
import { findConnection, needConnector } from '../connections/index.ts';
import {
  type Actor,
  refuse,
  refuseSample,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../platform/index.ts';
import { continueImports } from './continue-imports.ts';
import {
  cancelWaiting,
  endBatch,
  filesOf,
  findBatch,
  type ImportBatch,
  type ImportFile,
  insertBatch,
  lockBatches,
  markStopped,
  saveFile,
} from './import-batches.store.ts';
import { isLive } from './import-order.ts';
import { findUpload } from './uploads.store.ts';

export type BatchOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly connector: string;
  readonly files: readonly { readonly upload: string; readonly connection?: string | undefined }[];
};

/** Takes files that were handed over, to be read one after another in the background; answers the batch's id. */
export async function orderImports(order: BatchOrder, services: Services): Promise<string> {
  const { workspaceId, actor, connector, files } = order;
  services.keyring.assertOpen();
  if (actor.kind === 'system') refuse('bad-request', 'nobody in particular hands files over');
  if (needConnector(services, connector).settingsFromPath === undefined) {
    refuse('settings-invalid', `connector \`${connector}\` does not read files`);
  }
  const id = services.ids.make('imp');
  const batch: ImportBatch = {
    ...{ id, connector, orderedBy: actor.id, actorKind: actor.kind, orderedAt: services.clock.now() },
    ...{ cancelledAt: null, endedAt: null },
  };
  await services.database.withWorkspace(workspaceId, async (tx) => {
    if (isLive(connector, services)) await refuseSample(tx, workspaceId);
    for (const file of files) await requireFile(tx, connector, file);
    await lockBatches(tx);
    const given = files.map(({ upload, connection = null }) => ({ upload, connection }));
    await insertBatch(tx, batch, given);
  });
  goOn(id, workspaceId, services);
  return id;
}

async function requireFile(
  tx: Tx,
  connector: string,
  { upload, connection }: BatchOrder['files'][number],
): Promise<void> {
  if ((await findUpload(tx, upload)) === null) refuse('upload-unknown');
  if (connection === undefined) return;
  const known = (await findConnection(tx, connection)) ?? refuse('not-found');
  if (known.connector !== connector)
    refuse('settings-invalid', 'that connection belongs to another connector');
}

/** What is not read yet stays unread; what is being read stops, and nothing of it is taken over. */
export async function cancelImports(workspaceId: WorkspaceId, id: string, services: Services): Promise<void> {
  const reading = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockBatches(tx);
    const batch = (await findBatch(tx, id)) ?? refuse('not-found');
    if (batch.endedAt !== null) return [];
    await cancelWaiting(tx, id);
    const now = services.clock.now();
    const open = (await filesOf(tx, [id])).filter(({ state }) => state === 'reading');
    await endBatch(tx, { id, cancelledAt: now, endedAt: open.length === 0 ? now : null });
    const pulls = open.flatMap(({ pull }) => pull ?? []);
    for (const pull of pulls) await markStopped(tx, pull);
    return pulls;
  });
  for (const pull of reading) services.background.cancel(pull);
  services.live.publish(workspaceId, 'pulls');
  goOn(id, workspaceId, services);
}

/** What was read is gone from here; what was not may be read again. */
const repeatable: readonly ImportFile['state'][] = ['failed', 'cancelled'];

/** Reads again what failed or was cancelled, as long as its file is still there. Answers how many. */
export async function retryImports(
  workspaceId: WorkspaceId,
  id: string,
  services: Services,
): Promise<number> {
  const again = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockBatches(tx);
    if ((await findBatch(tx, id)) === null) refuse('not-found');
    const files = (await filesOf(tx, [id])).filter(({ state }) => repeatable.includes(state));
    const there = [];
    for (const file of files) {
      const upload = await findUpload(tx, file.upload);
      if (upload !== null && existsSync(upload.path)) there.push(file);
    }
    const fresh = {
      state: 'waiting',
      pull: null,
      isStopped: false,
      attempts: 0,
      begunAt: null,
      error: null,
    } as const;
    for (const file of there) await saveFile(tx, { ...file, ...fresh });
    if (there.length > 0) await endBatch(tx, { id, cancelledAt: null, endedAt: null });
    return there.length;
  });
  goOn(id, workspaceId, services);
  return again;
}

function goOn(batch: string, workspaceId: WorkspaceId, services: Services): void {
  services.background.run(`${batch} ${services.ids.uuid()}`, () => continueImports(workspaceId, services));
}
