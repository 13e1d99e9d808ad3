import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { lockReveal, updateReveal } from '../disclosure/reveals.store.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/reveals/:reveal',
  summary: 'Masks a value again before its time',
  permission: { action: 'reveal.hide', needs: 'workspace' },
  params: z.object({ workspace: z.string(), reveal: z.string().max(80) }),
  response: z.object({}),
  handler: async ({ workspaceId, actor, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = await lockReveal(tx, params.reveal);
      if (found === null || found.reader !== actor.id) return refuse('not-found');
      if (found.hiddenAt === null) await updateReveal(tx, { ...found, hiddenAt: services.clock.now() });
      return {};
    }),
});
