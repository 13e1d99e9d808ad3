import { existsSync } from 'node:fs';
import { SourceError } from '@daybook/kit';
import { z } from 'zod';
import {
  changeSettings,
  findConnection,
  findOrCreateConnection,
  needConnector,
  openSettings,
} from '../../connections/index.ts';
import {
  type Actor,
  defineRoute,
  refuse,
  refuseSample,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { type LookedAt, lookAtFile } from '../look-at-file.ts';
import { recordUnreadable } from '../record-unreadable.ts';
import { claimPull } from '../run-pull.ts';
import { findUpload } from '../uploads.store.ts';

const body = z.object({
  connector: z.string().max(80),
  /** A file or folder of the server's own machine. */
  path: z.string().min(1).max(4_096).optional(),
  upload: z.string().max(80).optional(),
  /** An existing connection that this file continues, e.g. next month's export. */
  connection: z.string().max(80).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/imports',
  summary: 'Reads a file or folder once: connects it when it is new, then collects it in the background',
  permission: { action: 'import.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body,
  response: z.object({ pull: z.string(), connection: z.string() }),
  handler: async ({ workspaceId, body: order, actor }, services) => {
    if (order.upload === undefined || isLive(order.connector, services)) {
      await services.database.withWorkspace(workspaceId, (tx) => refuseSample(tx, workspaceId));
    }
    const { path, name } = await fileOf(workspaceId, order, services);
    const settings = await settingsOf(order, { path, workspaceId }, services).catch((error: unknown) => {
      if (error instanceof SourceError) return error;
      throw error;
    });
    if (settings instanceof SourceError) {
      const failed = { workspaceId, connector: order.connector, error: settings, actor };
      return { pull: await recordUnreadable(failed, services), connection: '' };
    }
    const { pull, connection } = await services.database.withWorkspace(workspaceId, async (tx) => {
      const connection = await connectionFor(tx, { order, settings, name, actor }, services);
      const pull = await claimPull(tx, { workspaceId, connection, actor }, services);
      return { pull, connection };
    });
    pull.begin();
    return { pull: pull.id, connection };
  },
});

type Order = z.output<typeof body>;

/** Whether it could ask somebody outside, whatever else it reads. */
function isLive(connector: string, services: Services): boolean {
  return needConnector(services, connector).fields.some(({ input }) => input === 'secret' || input === 'url');
}

/** Where the file lies, and what people call it when they handed it over themselves. */
type GivenFile = { readonly path: string | null; readonly name: string | null };

async function fileOf(workspaceId: WorkspaceId, order: Order, services: Services): Promise<GivenFile> {
  if (order.upload !== undefined) {
    const id = order.upload;
    const upload = await services.database.withWorkspace(workspaceId, (tx) => findUpload(tx, id));
    if (upload === null) refuse('upload-unknown');
    if (!existsSync(upload.path)) refuse('upload-read-before');
    const day = services.clock.now().slice(0, 10);
    return { path: upload.path, name: `${upload.name}, uploaded ${day}` };
  }
  if (order.path === undefined) return { path: null, name: null };
  if (!services.settings.mayReadLocalPaths) refuse('path-not-allowed');
  return { path: order.path, name: null };
}

/** The connector's own guess from the path, overlaid by what was said of such files before and by what was given. */
async function settingsOf(
  order: Order,
  { path, workspaceId }: { readonly path: string | null; readonly workspaceId: WorkspaceId },
  services: Services,
): Promise<object> {
  const connector = needConnector(services, order.connector);
  if (path === null) return { ...order.settings };
  if (connector.settingsFromPath === undefined) {
    refuse('settings-invalid', `connector \`${connector.id}\` does not read files`);
  }
  const guessed = await connector.settingsFromPath(path);
  const file = { connector, path, said: order.settings ?? {} };
  const known = saidBefore(await lookIfReadable(file, workspaceId, services));
  return { ...(typeof guessed === 'object' && guessed), ...known, ...order.settings, path };
}

async function lookIfReadable(...look: Parameters<typeof lookAtFile>): Promise<LookedAt | null> {
  return lookAtFile(...look).catch((error: unknown) => {
    // What is wrong with the file is said where it is read.
    if (error instanceof SourceError) return null;
    throw error;
  });
}

function saidBefore(looked: LookedAt | null): object {
  if (looked?.preview.fingerprint === undefined) return {};
  return { ...looked.saved?.settings, fingerprint: looked.preview.fingerprint };
}

async function connectionFor(
  tx: Tx,
  { order, settings, name, actor }: { order: Order; settings: object; name: string | null; actor: Actor },
  services: Services,
): Promise<string> {
  if (order.connection === undefined) {
    const input = { connector: order.connector, name, settings, actor };
    return (await findOrCreateConnection(tx, input, services)).id;
  }
  const known = (await findConnection(tx, order.connection)) ?? refuse('not-found');
  if (known.connector !== order.connector)
    refuse('settings-invalid', 'that connection belongs to another connector');
  // What the list was known by goes on, e.g. the system its first file was named after; the path is the new file's.
  const path = 'path' in settings ? { path: settings.path } : {};
  const continued = { ...settings, ...openSettings(known, services), ...order.settings, ...path };
  const change = { settings: continued, given: order.settings ?? {}, actor };
  return (await changeSettings(tx, known, change, services)).id;
}
