import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { declineChange } from '../federation/change-policy.ts';
import { changeShape, viewChange } from '../federation/policy-view.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/sign-in-policy/changes/:change/decline',
  summary: 'Decline a change of the sign-in policy, also one that one asked for oneself',
  permission: { action: 'sign-in-policy.decline', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), change: z.string().max(80) }),
  body: z.object({}),
  response: changeShape,
  handler: async ({ workspaceId, actor, params }, services) =>
    viewChange(await declineChange({ workspaceId, actor, change: params.change }, services)),
});
