import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, personalText } from '../../platform/index.ts';
import { namesOf } from '../list-members.ts';
import { listMemberSessions } from '../sign-in/list-sessions.ts';
import { sessionShape } from '../sign-in/session-shape.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/sessions',
  summary: 'Where the members of the workspace are signed in, newest first',
  permission: { action: 'session.list', needs: 'workspace', discloses: ['name', 'login'] },
  query: pageQuery,
  response: pageOf(sessionShape.extend({ subject: z.string(), name: personalText.nullable() })),
  handler: async ({ request, workspaceId, query }, services) => {
    const page = await listMemberSessions(request, workspaceId, query, services);
    const told = page.items.map((one) => ({ position: one.identityPosition, id: one.identityEntry }));
    const names = await namesOf(workspaceId, told, services);
    const items = page.items.map((one) => ({
      id: one.id,
      device: one.device,
      method: one.method,
      hasSecondFactor: one.hasSecondFactor,
      createdAt: one.createdAt,
      lastSeenAt: one.lastSeenAt,
      isCurrent: one.isCurrent,
      subject: one.subject,
      name: names.get(one.identityPosition) ?? null,
    }));
    return { items, nextCursor: page.nextCursor };
  },
});
