import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { declineMapping } from '../scim/map-group.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/scim/groups/:group/decline',
  summary: 'Decline the role that was asked for the members of a group',
  permission: { action: 'scim.decline', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), group: z.string().max(80) }),
  response: z.object({ state: z.enum(['mapped', 'waiting']) }),
  handler: ({ workspaceId, actor, params }, services) =>
    declineMapping({ workspaceId, actor, group: params.group }, services),
});
