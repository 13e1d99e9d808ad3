import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { approveGrant } from '../permissions/decide-grant.ts';
import { grantShape, viewGrant } from '../permissions/grant-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/grants/:grant/approve',
  summary: 'Approve a grant somebody else asked for; it is in force at once',
  permission: { action: 'grant.approve', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), grant: z.string().max(80) }),
  body: z.object({}),
  response: grantShape,
  handler: async ({ workspaceId, actor, params, may }, services) =>
    viewGrant(
      await approveGrant({ workspaceId, actor, grant: params.grant, may }, services),
      services.clock.now(),
    ),
});
