import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { defineRoute, describeError } from '../../platform/index.ts';
import { archiveLog } from '../succession/archive-log.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/logs/:log/archive',
  summary: 'One whole log as a zip: tiles, checkpoints and keys, which anyone can verify offline',
  permission: { action: 'ledger.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), log: z.uuid() }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ workspaceId, params, reply }, services) => {
    const archive = await archiveLog({ workspaceId, logId: params.log }, services);
    const stream = new PassThrough();
    archive.write(stream).catch((error: unknown) => {
      services.log.error({ log: params.log, error: describeError(error) }, 'archive was not sent whole');
      stream.destroy();
    });
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${archive.fileName}"`)
      .send(stream);
  },
});
