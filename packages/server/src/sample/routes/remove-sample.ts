import { z } from 'zod';
import { defineRoute, readWorkspace, refuse, throwWorkspaceAway } from '../../platform/index.ts';
import { fillingKey } from '../start-sample.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/sample',
  summary: 'Throw a workspace of made-up data away; nobody finds it any more',
  permission: { action: 'import.remove-sample', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ removed: z.literal(true) }),
  handler: async ({ workspaceId }, services) => {
    services.background.cancel(fillingKey(workspaceId));
    await services.database.withSystem('throw a sample away', async (tx) => {
      if (!(await readWorkspace(tx, workspaceId)).isSample) refuse('not-found');
      await throwWorkspaceAway(tx, workspaceId, services.clock.now());
    });
    return { removed: true as const };
  },
});
