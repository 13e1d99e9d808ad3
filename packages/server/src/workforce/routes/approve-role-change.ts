import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { approveAgain } from '../role-changes/approve-again.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/role-changes/:change/approve',
  summary: 'Say which accesses somebody may keep in their new role; the others stay to be removed',
  permission: { action: 'role-change.approve', needs: 'workspace' },
  params: z.object({ workspace: z.string(), change: z.string().max(80) }),
  body: z.object({ removals: z.array(z.string().max(80)).min(1).max(500) }),
  response: z.object({ approved: z.int(), open: z.int() }),
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const order = { workspaceId, actor, change: params.change, removals: body.removals };
    const after = await approveAgain(order, services);
    const of = (state: string) => after.filter((one) => one.state === state).length;
    return { approved: of('approved-again'), open: of('open') };
  },
});
