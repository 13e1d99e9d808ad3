import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor, Services, WorkspaceId } from '../platform/index.ts';
import { uploadsFolder } from './uploaded-once.ts';
import { insertUpload } from './uploads.store.ts';

export type KeptUpload = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  /** Of letters, digits, spaces, dots and dashes. */
  readonly name: string;
  readonly bytes: Buffer;
};

/** Puts a file where uploads lie, as if somebody had handed it over; answers its path. It goes once it was read. */
export async function keepUpload(
  { workspaceId, actor, name, bytes }: KeptUpload,
  { database, ids, settings, clock }: Pick<Services, 'database' | 'ids' | 'settings' | 'clock'>,
): Promise<string> {
  const id = ids.make('upl');
  const folder = join(uploadsFolder(settings), workspaceId, id);
  const path = join(folder, name.replaceAll(/[^A-Za-z0-9._-]+/g, '-'));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
  const upload = { id, name, bytes: bytes.length, path, by: actor.id };
  await database.withWorkspace(workspaceId, (tx) => insertUpload(tx, upload, clock.now()));
  return path;
}
