import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { approveRescission } from '../leavers/rescind-run.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leavers/:run/rescind/approve',
  summary: 'A second person agrees that a run is rescinded which is late, over, or still told of by a source',
  permission: { action: 'leaver.approve', needs: 'workspace' },
  params: z.object({ workspace: z.string(), run: z.string().max(80) }),
  body: z.object({}),
  response: z.object({ id: z.string(), state: z.literal('rescinded') }),
  handler: async ({ workspaceId, actor, params }, services) => {
    const { id } = await approveRescission({ workspaceId, actor, run: params.run }, services);
    return { id, state: 'rescinded' as const };
  },
});
