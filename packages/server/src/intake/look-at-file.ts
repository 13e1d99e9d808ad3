import type { Connector, FilePreview } from '@daybook/kit';
import { listConnections } from '../connections/index.ts';
import type { Services, Tx, WorkspaceId } from '../platform/index.ts';
import { type FileMapping, findFileMapping } from './file-mappings.store.ts';

export type LookedAt = {
  readonly preview: FilePreview;
  /** What was said of files with these columns before, and is used now. */
  readonly saved: FileMapping | null;
};

/**
 * What a file seems to be: with what was said now, else with what was said of such files before. Throws `SourceError` as an
 * import would. Null for a connector that reads no files.
 */
export async function lookAtFile(
  { connector, path, said }: { connector: Connector; path: string; said: Readonly<Record<string, unknown>> },
  workspaceId: WorkspaceId,
  services: Services,
): Promise<LookedAt | null> {
  if (connector.previewFile === undefined) return null;
  const preview = await connector.previewFile(path, said);
  const { fingerprint } = preview;
  if (fingerprint === undefined || isMapped(said)) return { preview, saved: null };
  const saved = await services.database.withWorkspace(workspaceId, (tx) => findFileMapping(tx, fingerprint));
  if (saved === null || saved.connector !== connector.id) return { preview, saved: null };
  return { preview: await connector.previewFile(path, { ...saved.settings, ...said }), saved };
}

function isMapped(said: Readonly<Record<string, unknown>>): boolean {
  return said.mapping !== undefined || said.kind !== undefined;
}

/** The connection whose list a file with these columns, of this system, continues; the newest of several, null for none. */
export async function continuedConnection(
  tx: Tx,
  { connector, fingerprint, system }: { connector: string; fingerprint: string; system: string | null },
): Promise<string | null> {
  const known = (await listConnections(tx)).filter(
    (one) =>
      one.connector === connector &&
      one.settings.fingerprint === fingerprint &&
      (one.settings.system ?? null) === system,
  );
  return known.at(-1)?.id ?? null;
}
