import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { approveChange } from '../federation/change-policy.ts';
import { changeShape, viewChange } from '../federation/policy-view.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/sign-in-policy/changes/:change/approve',
  summary: 'Approve a weaker sign-in policy that somebody else asked for',
  permission: { action: 'sign-in-policy.approve', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), change: z.string().max(80) }),
  body: z.object({}),
  response: changeShape,
  handler: async ({ workspaceId, actor, params }, services) =>
    viewChange(await approveChange({ workspaceId, actor, change: params.change }, services)),
});
