import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { personRoles } from '../permissions/role.ts';
import { mapGroup } from '../scim/map-group.ts';

export const route = defineRoute({
  method: 'PUT',
  path: '/api/workspaces/:workspace/scim/groups/:group',
  summary: 'Say which role the members of a group get; owner, administrator and auditor wait for an owner',
  permission: { action: 'scim.change', needs: 'workspace' },
  params: z.object({ workspace: z.string(), group: z.string().max(80) }),
  body: z.object({ role: z.enum(personRoles).nullable() }),
  response: z.object({ state: z.enum(['mapped', 'waiting']) }),
  handler: ({ workspaceId, actor, params, body }, services) =>
    mapGroup({ workspaceId, actor, group: params.group, role: body.role }, services),
});
