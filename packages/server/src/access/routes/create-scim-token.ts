import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { makeScimToken } from '../scim/make-token.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/scim/token',
  summary:
    'Make the token an identity provider calls with; shown once, former tokens stay in force for a day',
  permission: { action: 'scim.create', needs: 'workspace' },
  body: z.object({ daysValid: z.number().int().min(1).max(365).default(180) }),
  response: z.object({ token: z.string(), expiresAt: z.string(), formerUntil: z.string().nullable() }),
  handler: ({ workspaceId, actor, body }, services) =>
    makeScimToken({ workspaceId, actor, daysValid: body.daysValid }, services),
});
