import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { withdrawRequest } from '../requests/ask-access.ts';
import { requestDiscloses, requestShape, viewRequest } from '../requests/request-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-requests/:request/withdraw',
  summary: 'Take back access one asked for, while nobody has decided it',
  permission: {
    action: 'access-request.withdraw',
    needs: 'workspace',
    isScoped: true,
    discloses: requestDiscloses,
  },
  params: z.object({ workspace: z.string(), request: z.string().max(80) }),
  body: z.object({}),
  response: requestShape,
  handler: async ({ workspaceId, actor, params, may }, services) => {
    const row = await withdrawRequest({ workspaceId, actor, request: params.request, may }, services);
    return services.database.withWorkspace(workspaceId, async (tx) => {
      const names = await readIdentities(tx, [row.subject], services);
      return viewRequest(row, names, services.clock.now());
    });
  },
});
