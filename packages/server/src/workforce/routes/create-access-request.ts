import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { askAccess } from '../requests/ask-access.ts';
import { requestDiscloses, requestShape, rightsShape, viewRequest } from '../requests/request-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-requests',
  summary: 'Ask for access, for oneself or somebody else; another person decides',
  permission: {
    action: 'access-request.create',
    needs: 'workspace',
    isScoped: true,
    discloses: requestDiscloses,
  },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    for: z.union([z.literal('me'), z.string().regex(/^sub_[0-9a-f-]{36}$/)]),
    system: z.string().trim().min(1).max(200),
    role: z.string().trim().min(1).max(200),
    rights: rightsShape,
    reason: z.string().trim().min(1).max(2000),
    until: z.iso.datetime().nullable().default(null),
  }),
  response: requestShape,
  handler: async ({ workspaceId, actor, body, may }, services) => {
    const subject = body.for === 'me' ? actor.id : body.for;
    if (!may({ subject })) refuse('forbidden', 'you may ask for access for yourself');
    const row = await askAccess({ ...body, workspaceId, actor, subject }, services);
    return services.database.withWorkspace(workspaceId, async (tx) => {
      const names = await readIdentities(tx, [row.subject], services);
      return viewRequest(row, names, services.clock.now());
    });
  },
});
