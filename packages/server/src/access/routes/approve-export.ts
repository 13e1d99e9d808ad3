import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { approveExport } from '../disclosure/decide-export.ts';
import { exportShape, viewExport } from '../disclosure/export-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/exports/:export/approve',
  summary: 'Approves an export that waits; never by who asked for it',
  permission: { action: 'export.approve', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), export: z.string().max(80) }),
  body: z.object({}),
  response: exportShape,
  handler: async ({ workspaceId, actor, params, may }, services) =>
    viewExport(
      await approveExport({ workspaceId, actor, export: params.export, may }, services),
      services.clock.now(),
    ),
});
