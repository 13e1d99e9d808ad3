import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { endGrant } from '../permissions/end-grants.ts';
import { grantShape, viewGrant } from '../permissions/grant-shapes.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/grants/:grant',
  summary: 'End a grant before its time',
  permission: { action: 'grant.end', needs: 'workspace' },
  params: z.object({ workspace: z.string(), grant: z.string().max(80) }),
  response: grantShape,
  handler: async ({ workspaceId, actor, params, may }, services) =>
    viewGrant(
      await endGrant({ workspaceId, actor, grant: params.grant, may }, services),
      services.clock.now(),
    ),
});
