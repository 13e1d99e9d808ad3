import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { uploadsFolder } from '../uploaded-once.ts';
import { insertUpload } from '../uploads.store.ts';

const nameLengthMax = 100;

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/uploads',
  summary: 'Takes one file (multipart form) to be imported',
  permission: { action: 'upload.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ upload: z.string(), name: z.string(), bytes: z.int() }),
  handler: async ({ workspaceId, request, actor }, { database, ids, settings, clock }) => {
    const file = (await request.file()) ?? refuse('bad-request', 'the form holds no file');
    const id = ids.make('upl');
    const folder = join(uploadsFolder(settings), workspaceId, id);
    const path = join(folder, safeName(file.filename));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const target = createWriteStream(path, { mode: 0o600, flags: 'wx' });
    await pipeline(file.file, target);
    if (file.file.truncated) {
      await rm(path, { force: true });
      refuse('too-large');
    }
    const upload = {
      id,
      name: basename(file.filename).slice(0, 200),
      bytes: target.bytesWritten,
      path,
      by: actor.id,
    };
    await database.withWorkspace(workspaceId, (tx) => insertUpload(tx, upload, clock.now()));
    return { upload: id, name: upload.name, bytes: upload.bytes };
  },
});

/** The name tells connectors the format and perhaps the system; only harmless characters of it reach the file system. */
function safeName(name: string): string {
  const harmless = basename(name)
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[.-]+/g, '');
  return harmless.slice(-nameLengthMax) || 'file';
}
