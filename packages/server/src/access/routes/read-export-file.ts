import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { handOutExport } from '../disclosure/hand-out-export.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/exports/:export/file',
  summary: 'The file of an export, for who asked for it; each time is counted and written down',
  permission: { action: 'export.read', needs: 'workspace', isScoped: true },
  params: z.object({ workspace: z.string(), export: z.string().max(80) }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ workspaceId, actor, params, may, reply }, services) => {
    const { stream, bytes, name } = await handOutExport(
      { workspaceId, actor, export: params.export, may },
      services,
    );
    return reply
      .type(name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/x-ndjson')
      .header('content-length', bytes)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(stream);
  },
});
