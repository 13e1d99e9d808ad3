import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { declineGrant } from '../permissions/decide-grant.ts';
import { grantShape, viewGrant } from '../permissions/grant-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/grants/:grant/decline',
  summary: 'Say no to a grant that waits',
  permission: { action: 'grant.decline', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), grant: z.string().max(80) }),
  body: z.object({}),
  response: grantShape,
  handler: async ({ workspaceId, actor, params, may }, services) =>
    viewGrant(
      await declineGrant({ workspaceId, actor, grant: params.grant, may }, services),
      services.clock.now(),
    ),
});
