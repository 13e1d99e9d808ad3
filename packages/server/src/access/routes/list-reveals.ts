import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { revealShape, viewReveal } from '../disclosure/reveal-shapes.ts';
import { listReveals } from '../disclosure/reveals.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/reveals',
  summary: 'Who was shown whose masked value, and why; others only for who looks after members',
  permission: { action: 'reveal.list', needs: 'workspace', isScoped: true },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(revealShape),
  exportAs: 'reveals',
  handler: async ({ workspaceId, query, actor, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const reader = may({}) ? null : actor.id;
      const found = await listReveals(tx, { reader, before: query.cursor ?? null, limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      const now = services.clock.now();
      return {
        items: shown.map((reveal) => viewReveal(reveal, now)),
        nextCursor: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
      };
    }),
});
