import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { approveRequest } from '../requests/ask-access.ts';
import { requestDiscloses, requestShape, viewRequest } from '../requests/request-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-requests/:request/approve',
  summary: 'Say yes to access that somebody else asked for; never for oneself',
  permission: { action: 'access-request.approve', needs: 'workspace', discloses: requestDiscloses },
  params: z.object({ workspace: z.string(), request: z.string().max(80) }),
  body: z.object({}),
  response: requestShape,
  handler: async ({ workspaceId, actor, params, may }, services) => {
    const row = await approveRequest({ workspaceId, actor, request: params.request, may }, services);
    return services.database.withWorkspace(workspaceId, async (tx) => {
      const names = await readIdentities(tx, [row.subject], services);
      return viewRequest(row, names, services.clock.now());
    });
  },
});
