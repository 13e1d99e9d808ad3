import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { mayHavePackage, packageDiscloses } from '../may-have-package.ts';
import { packageFile } from '../package-file.ts';
import { findPackage } from '../packages.store.ts';
import { recordDownload } from '../record-download.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/packages/:package/file',
  summary: 'The package as a zip file',
  permission: { action: 'package.read', needs: 'workspace', discloses: packageDiscloses },
  params: z.object({ workspace: z.string(), package: z.string().max(80) }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ workspaceId, params, reply, may, actor }, services) => {
    const { database, settings } = services;
    const found = await database.withWorkspace(workspaceId, (tx) => findPackage(tx, params.package));
    if (found === null) return refuse('not-found');
    if (!mayHavePackage(may, found.hasNames)) return refuse('package-masked');
    const stream = createReadStream(packageFile(settings, workspaceId, found.id));
    await once(stream, 'open').catch(() => refuse('package-withdrawn'));
    await recordDownload({ workspaceId, actor, taken: found }, services);
    return reply
      .type('application/zip')
      .header('content-length', found.bytes)
      .header(
        'content-disposition',
        `attachment; filename="${found.framework}-${found.from}-${found.to}.zip"`,
      )
      .send(stream);
  },
});
