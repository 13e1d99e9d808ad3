import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { changePolicy } from '../federation/change-policy.ts';
import { changeShape, policyShape, storedPolicy, viewChange } from '../federation/policy-view.ts';

export const route = defineRoute({
  method: 'PUT',
  path: '/api/workspaces/:workspace/sign-in-policy',
  summary: 'Change what sign-ins must be; what asks for less waits for a second person',
  permission: { action: 'sign-in-policy.change', needs: 'workspace' },
  body: policyShape.extend({ reason: z.string().trim().min(1).max(2_000) }),
  response: changeShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const { reason, ...policy } = body;
    const change = await changePolicy({ workspaceId, actor, policy: storedPolicy(policy), reason }, services);
    return viewChange(change);
  },
});
