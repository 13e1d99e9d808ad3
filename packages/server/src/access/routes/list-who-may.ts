import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, personalText } from '../../platform/index.ts';
import { namesOf } from '../list-members.ts';
import { whoMay } from '../permissions/explain.ts';
import { scopeOf, scopeShape } from '../permissions/grant-shapes.ts';
import { roles } from '../permissions/role.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/permissions/who',
  summary: 'Who may do something, and by which role or grant',
  permission: { action: 'member.list', needs: 'workspace', discloses: ['name', 'login'] },
  query: pageQuery.extend({ action: z.string().max(120), ...scopeShape.shape }),
  response: pageOf(
    z.object({
      subject: z.string(),
      name: personalText.nullable(),
      role: z.enum(roles),
      /** `role`, or the ids of the grants. */
      via: z.array(z.string()),
      /** Those grants: what they give, where, and until when. */
      grants: z.array(
        z.object({ id: z.string(), role: z.enum(roles), scope: scopeShape, until: z.string().nullable() }),
      ),
    }),
  ),
  handler: async ({ query, workspaceId }, services) => {
    const { cursor, limit, action, ...scope } = query;
    const asked = { workspaceId, action, scope: scopeOf(scope), after: cursor ?? '', limit };
    const { permitted, next } = await whoMay(asked, services);
    const names = await namesOf(
      workspaceId,
      permitted.map(({ identity }) => identity),
      services,
    );
    const items = permitted.map(({ subject, role, via, identity, grants }) => ({
      subject,
      name: names.get(identity.position) ?? null,
      role,
      via: [...via],
      grants: grants.map(({ id, role: given, scope: place, until }) => ({
        id,
        role: given,
        scope: { ...place },
        until,
      })),
    }));
    return { items, nextCursor: next };
  },
});
