import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { declineExport } from '../disclosure/decide-export.ts';
import { exportShape, viewExport } from '../disclosure/export-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/exports/:export/decline',
  summary: 'Declines an export that waits; its file goes at once',
  permission: { action: 'export.decline', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), export: z.string().max(80) }),
  body: z.object({}),
  response: exportShape,
  handler: async ({ workspaceId, actor, params, may }, services) =>
    viewExport(
      await declineExport({ workspaceId, actor, export: params.export, may }, services),
      services.clock.now(),
    ),
});
