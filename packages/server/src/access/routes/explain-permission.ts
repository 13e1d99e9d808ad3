import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { explain } from '../permissions/explain.ts';
import { scopeOf, scopeShape } from '../permissions/grant-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/permissions/explain',
  summary:
    'Why a member may do something, or what they would need; about others only for who may see members',
  permission: { action: 'permission.read', needs: 'workspace' },
  query: z.object({ subject: z.string().max(80), action: z.string().max(120), ...scopeShape.shape }),
  response: z.object({
    allowed: z.boolean(),
    reasons: z.array(z.object({ policy: z.string(), sentence: z.string() })),
    missing: z.array(z.string()),
  }),
  handler: async ({ query, workspaceId, actor, may }, services) => {
    const { subject, action, ...scope } = query;
    if (subject !== actor.id && !may({}, 'member.list')) refuse('not-found');
    const found = await explain({ workspaceId, subject, action, scope: scopeOf(scope) }, services);
    return { allowed: found.allowed, reasons: [...found.reasons], missing: [...found.missing] };
  },
});
