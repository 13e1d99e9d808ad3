import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { grantShape, scopeOf, scopeShape, viewGrant } from '../permissions/grant-shapes.ts';
import { requestGrant } from '../permissions/request-grant.ts';
import { personRoles } from '../permissions/role.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/grants',
  summary: 'Give a member a role for a time and in a scope; what weighs much waits for a second person',
  permission: { action: 'grant.create', needs: 'workspace' },
  body: z.object({
    subject: z.string().max(80),
    role: z.enum(personRoles),
    scope: scopeShape.default({}),
    reason: z.string().trim().min(1).max(2000),
    from: z.iso.datetime().nullable().default(null),
    until: z.iso.datetime().nullable().default(null),
  }),
  response: grantShape,
  handler: async ({ workspaceId, actor, body, may }, services) => {
    if (!may({ kind: 'rights', subject: body.subject })) refuse('own-rights');
    const order = { ...body, workspaceId, actor, kind: 'grant', scope: scopeOf(body.scope) } as const;
    return viewGrant(await requestGrant(order, services), services.clock.now());
  },
});
