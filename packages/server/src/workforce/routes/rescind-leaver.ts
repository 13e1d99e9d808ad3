import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { rescindRun } from '../leavers/rescind-run.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leavers/:run/rescind',
  summary:
    'They came back, or it was the wrong day: what is open of the run need not go; late or still told of as gone, it waits for a second person',
  permission: { action: 'leaver.rescind', needs: 'workspace' },
  params: z.object({ workspace: z.string(), run: z.string().max(80) }),
  body: z.object({ reason: z.string().min(1).max(2_000) }),
  response: z.object({
    id: z.string(),
    state: z.enum(['open', 'closed', 'rescinded']),
    /** Asked for, and not done until a second person approves. */
    isWaiting: z.boolean(),
  }),
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const order = { workspaceId, actor, run: params.run, reason: body.reason };
    const { id, state } = await rescindRun(order, services);
    return { id, state, isWaiting: state !== 'rescinded' };
  },
});
