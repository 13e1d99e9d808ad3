import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { askAboutGain } from '../requests/ask-access.ts';
import { requestDiscloses, requestShape, viewRequest } from '../requests/request-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-gains/ask',
  summary: 'Ask about access that appeared without a request: it becomes a request that waits',
  permission: { action: 'access-request.ask', needs: 'workspace', discloses: requestDiscloses },
  params: z.object({ workspace: z.string() }),
  body: z.object({ system: z.string().min(1).max(200), ref: z.string().regex(/^\d{1,15}$/) }),
  response: requestShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const order = { workspaceId, actor, system: body.system, position: Number(body.ref) };
    const row = await askAboutGain(order, services);
    return services.database.withWorkspace(workspaceId, async (tx) => {
      const names = await readIdentities(tx, [row.subject], services);
      return viewRequest(row, names, services.clock.now());
    });
  },
});
