import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { approveMapping } from '../scim/map-group.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/scim/groups/:group/approve',
  summary: 'Approve, as the second person, the role that members of a group get',
  permission: { action: 'scim.approve', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), group: z.string().max(80) }),
  response: z.object({ state: z.enum(['mapped', 'waiting']) }),
  handler: ({ workspaceId, actor, params, may }, services) =>
    approveMapping({ workspaceId, actor, group: params.group, may }, services),
});
