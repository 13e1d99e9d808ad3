import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { personRoles } from '../permissions/role.ts';
import { listMappings } from '../scim/list-mappings.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/scim/groups',
  summary: 'Groups of the identity provider, and the role their members get',
  permission: { action: 'scim.list', needs: 'workspace' },
  query: pageQuery,
  response: pageOf(
    z.object({
      id: z.string(),
      name: z.string(),
      members: z.number(),
      role: z.enum(personRoles).nullable(),
      mappedBy: z.string().nullable(),
      approvedBy: z.string().nullable(),
      /** Waits for an owner. */
      askedRole: z.enum(personRoles).nullable(),
      askedBy: z.string().nullable(),
      askedAt: z.string().nullable(),
    }),
  ),
  handler: async ({ workspaceId, query }, services) => {
    const page = { after: query.cursor ?? '', limit: query.limit + 1 };
    const found = await listMappings(workspaceId, page, services);
    const items = found.slice(0, query.limit);
    return { items, nextCursor: found.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  },
});
