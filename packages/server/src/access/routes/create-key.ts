import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { createKey } from '../api-keys/create-key.ts';
import { showedSecondFactor } from '../api-keys/showed-second-factor.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/keys',
  summary: 'Make an API key for oneself; the answer is the only place where the key is ever shown',
  permission: { action: 'key.create', needs: 'workspace', isScoped: true },
  body: z.object({
    name: z.string().trim().min(1).max(120),
    scopes: z.array(z.string().max(120)).min(1).max(200),
    expiresAt: z.iso.datetime().optional(),
  }),
  response: z.object({ id: z.string(), key: z.string(), expiresAt: z.string() }),
  handler: async ({ workspaceId, actor, body, may, request, reply }, services) => {
    if (!may({ subject: actor.id })) refuse('forbidden');
    const hasSecondFactor = await showedSecondFactor(request.headers.cookie, services);
    const { name, scopes, expiresAt } = body;
    void reply.header('cache-control', 'no-store');
    const order = { workspaceId, actor, hasSecondFactor, name, scopes };
    return createKey({ ...order, ...(expiresAt !== undefined && { expiresAt }) }, services);
  },
});
