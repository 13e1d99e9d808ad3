import { z } from 'zod';
import { defineRoute, type Permission, pageOf, pageQuery, personalText } from '../../platform/index.ts';
import { createDisclosure } from '../disclosure/disclose.ts';
import { findMembers } from '../list-members.ts';
import { roles } from '../permissions/role.ts';

const permission: Permission = {
  action: 'member.list',
  needs: 'workspace',
  discloses: ['name', 'email', 'login'],
};

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/members',
  summary: 'Who belongs to the workspace',
  permission,
  exportAs: 'members',
  query: pageQuery.extend({
    /** Part of a name or an address, letter case aside; looks only into what whoever asks may see. */
    search: z.string().trim().max(200).optional(),
  }),
  response: pageOf(
    z.object({
      subject: z.string(),
      role: z.enum(roles),
      name: personalText.nullable(),
      email: personalText.nullable(),
      addedAt: z.string(),
      position: z.number(),
    }),
  ),
  handler: async ({ query, workspaceId, actor, may }, services) => {
    const mayShow = createDisclosure(may, permission, actor.id);
    const page = { after: query.cursor ?? '', limit: query.limit };
    const asked = { workspaceId, page, search: query.search ?? '', mayShow };
    const { members, next } = await findMembers(asked, services);
    return { items: [...members], nextCursor: next };
  },
});
