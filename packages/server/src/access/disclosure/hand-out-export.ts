import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { append } from '../../ledger/index.ts';
import {
  type Actor,
  type MayDo,
  Refusal,
  refuse,
  type Services,
  type WorkspaceId,
} from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { endExport, requireOwnExport } from './end-exports.ts';
import { exportFile, exportFileName } from './export-file.ts';
import { type StoredExport, updateExport } from './exports.store.ts';
import { exportEntry, rightsOf } from './request-export.ts';

export type HandOut = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly export: string;
  readonly may: MayDo;
};

export type HandedOut = { readonly stream: ReadStream; readonly bytes: number; readonly name: string };

/**
 * Opens the file for who asked for it, counts it and writes it down first. What they may see is looked at once more: with any
 * other right than when it was made the export is withdrawn, so nobody keeps by file what they lost on the screen. Taking it
 * along asks for a second factor as asking for it did.
 */
export async function handOutExport(order: HandOut, services: Services): Promise<HandedOut> {
  const { workspaceId, actor, settings } = { ...order, settings: services.settings };
  services.keyring.assertOpen();
  const path = exportFile(settings, workspaceId, order.export);
  const stream = createReadStream(path);
  try {
    const isThere = await once(stream, 'open').then(
      () => true,
      () => false,
    );
    const counted = await countDownload(order, isThere, services);
    services.live.publish(workspaceId, 'ledger');
    return { stream, bytes: counted.bytes, name: exportFileName(counted) };
  } catch (error) {
    stream.destroy();
    const state = endingOf(error);
    if (state !== null) await endExport(workspaceId, { id: order.export, state, actor }, services);
    throw error;
  }
}

function endingOf(error: unknown): 'expired' | 'withdrawn' | null {
  if (!(error instanceof Refusal)) return null;
  if (error.code === 'export-withdrawn') return 'withdrawn';
  return error.code === 'export-ended' ? 'expired' : null;
}

async function countDownload(
  { workspaceId, actor, may, ...order }: HandOut,
  isThere: boolean,
  services: Services,
): Promise<StoredExport> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const found = await requireOwnExport(tx, order.export, actor);
    const now = services.clock.now();
    if (found.state === 'waiting' && found.until > now) refuse('export-waiting');
    if (found.state !== 'ready' || found.until <= now) refuse('export-ended');
    const route = accessOf(services).exportable.get(found.what);
    const isStillAllowed = route !== undefined && may({}, route.permission.action);
    const rights = await rightsOf(tx, { workspaceId, actor }, services);
    if (!isThere || !isStillAllowed || rights !== found.rights) refuse('export-withdrawn');
    // With the very rights it was made with, only the second factor can be missing.
    if (!may({}, 'export.create')) refuse('second-factor-needed');
    const next = { ...found, downloads: found.downloads + 1 };
    await append(tx, [exportEntry('export.downloaded@1', next, actor, now)], services);
    await updateExport(tx, next);
    return next;
  });
}
