import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, personalText } from '../../platform/index.ts';
import { listMembers } from '../list-members.ts';
import { roles } from '../permissions/role.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/members',
  summary: 'Who belongs to the workspace',
  permission: { action: 'member.list', needs: 'workspace', discloses: ['name', 'email', 'login'] },
  exportAs: 'members',
  query: pageQuery,
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
  handler: async ({ query, workspaceId }, services) => {
    const page = { after: query.cursor ?? '', limit: query.limit };
    const items = await listMembers(workspaceId, page, services);
    return {
      items: [...items],
      nextCursor: items.length < query.limit ? null : (items.at(-1)?.subject ?? null),
    };
  },
});
