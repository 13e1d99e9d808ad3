import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { findPull } from '../pulls.store.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/pulls/:pull/cancel',
  summary: 'Stops a reading; nothing of it is taken over',
  permission: { action: 'pull.cancel', needs: 'workspace' },
  params: z.object({ workspace: z.string(), pull: z.string() }),
  response: z.object({ cancelled: z.boolean() }),
  handler: async ({ workspaceId, params }, { database, background }) => {
    const pull = await database.withWorkspace(workspaceId, (tx) => findPull(tx, params.pull));
    if (pull === null) refuse('not-found');
    return { cancelled: pull.state === 'running' && background.cancel(pull.id) };
  },
});
