import { existsSync } from 'node:fs';
import { SourceError } from '@daybook/kit';
import {
  changeSettings,
  findConnection,
  findOrCreateConnection,
  needConnector,
  openSettings,
} from '../connections/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../platform/index.ts';
import { type LookedAt, lookAtFile } from './look-at-file.ts';
import { findUpload } from './uploads.store.ts';

/** What somebody wants read once. */
export type ImportOrder = {
  readonly connector: string;
  /** A file or folder of the server's own machine. */
  readonly path?: string | undefined;
  readonly upload?: string | undefined;
  /** An existing connection that this file continues, e.g. next month's export. */
  readonly connection?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
};

/** Whether it could ask somebody outside, whatever else it reads. */
export function isLive(connector: string, services: Services): boolean {
  return needConnector(services, connector).fields.some(({ input }) => input === 'secret' || input === 'url');
}

/** Where the file lies, and what people call it when they handed it over themselves. */
export type GivenFile = { readonly path: string | null; readonly name: string | null };

export async function fileOf(
  workspaceId: WorkspaceId,
  order: ImportOrder,
  services: Services,
): Promise<GivenFile> {
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

/** Formats that bring their own columns, and what people call them. */
const fixedFormats: Readonly<Record<string, string>> = { 'aws-credential-report': 'AWS credential report' };

/** What it is read by, and the name of the export or of the saved words that told so. */
export type ImportSettings = { readonly settings: object; readonly knownAs: string | null };

/** The connector's own guess from the path, overlaid by what was said of such files before and by what was given. */
export async function settingsOf(
  order: ImportOrder,
  { path, workspaceId }: { readonly path: string | null; readonly workspaceId: WorkspaceId },
  services: Services,
): Promise<ImportSettings> {
  const connector = needConnector(services, order.connector);
  if (path === null) return { settings: { ...order.settings }, knownAs: null };
  if (connector.settingsFromPath === undefined) {
    refuse('settings-invalid', `connector \`${connector.id}\` does not read files`);
  }
  const guessed = await connector.settingsFromPath(path);
  const file = { connector, path, said: order.settings ?? {} };
  const looked = await lookIfReadable(file, workspaceId, services);
  const guess = typeof guessed === 'object' ? guessed : {};
  const format = looked === null ? undefined : fixedFormats[looked.preview.format];
  const knownAs = looked?.saved?.name ?? looked?.preview.recognised?.name ?? format ?? null;
  return { settings: { ...guess, ...saidBefore(looked), ...order.settings, path }, knownAs };
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

export async function connectionFor(
  tx: Tx,
  {
    order,
    settings,
    name,
    actor,
  }: { order: ImportOrder; settings: object; name: string | null; actor: Actor },
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
