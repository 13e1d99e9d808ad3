import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { controlAnswer, controlShape } from '../control-shapes.ts';
import { statusesAt } from '../control-statuses.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/controls',
  summary: 'Every control and what can be said of it now',
  permission: { action: 'control.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ items: z.array(controlShape) }),
  handler: async ({ workspaceId }, services) => {
    const now = services.clock.now();
    const read = services.database.withWorkspace(workspaceId, (tx) => statusesAt(tx, now, services));
    return { items: [...(await read).values()].map(controlAnswer) };
  },
});
