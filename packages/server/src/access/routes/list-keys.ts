import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, systemActor } from '../../platform/index.ts';
import { listKeyPage } from '../api-keys/list-keys.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/keys',
  summary:
    'API keys, newest first: one’s own, or everybody’s for who looks after them; never the keys themselves',
  permission: { action: 'key.list', needs: 'workspace', isScoped: true },
  query: pageQuery,
  response: pageOf(
    z.object({
      id: z.string(),
      /** What people know it by; the rest is kept nowhere. */
      firstLetters: z.string(),
      name: z.string(),
      owner: z.string(),
      scopes: z.array(z.string()),
      /** Scopes its owner may do at this moment; the others open nothing. */
      inForce: z.array(z.string()),
      createdAt: z.string(),
      expiresAt: z.string(),
      lastUsedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      state: z.enum(['working', 'unused', 'expired', 'ended']),
      position: z.number(),
    }),
  ),
  handler: async ({ workspaceId, query, actor, may }, services) => {
    const mayAll = may({ subject: systemActor.id });
    const owner = mayAll ? null : actor.id;
    const page = { workspaceId, before: query.cursor ?? null, limit: query.limit + 1, owner };
    const found = await listKeyPage(page, services);
    const shown = found.slice(0, query.limit);
    const items = shown.map((key) => ({ ...key, scopes: [...key.scopes], inForce: [...key.inForce] }));
    return { items, nextCursor: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null };
  },
});
