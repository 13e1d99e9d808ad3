import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { endFilling, readFilling } from '../fillings.store.ts';
import { fillingKey } from '../start-sample.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/sample/cancel',
  summary: 'Stop filling a workspace of made-up data; what is there stays',
  permission: { action: 'import.cancel-sample', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({}),
  response: z.object({ cancelled: z.boolean() }),
  handler: async ({ workspaceId }, services) => {
    const cancelled = services.background.cancel(fillingKey(workspaceId));
    await services.database.withWorkspace(workspaceId, async (tx) => {
      if ((await readFilling(tx)) === null) refuse('not-found');
      await endFilling(tx, 'cancelled', services.clock.now());
    });
    return { cancelled };
  },
});
