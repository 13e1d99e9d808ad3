import { z } from 'zod';
import { requireConnection } from '../../connections/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { markStopped } from '../import-batches.store.ts';
import { findPull } from '../pulls.store.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/pulls/:pull/cancel',
  summary: 'Stops a reading; nothing of it is taken over',
  permission: { action: 'pull.cancel', needs: 'workspace', isScoped: 'by-system' },
  params: z.object({ workspace: z.string(), pull: z.string() }),
  response: z.object({ cancelled: z.boolean() }),
  handler: async ({ workspaceId, params, may }, { database, background }) => {
    const pull = await database.withWorkspace(workspaceId, (tx) => findPull(tx, params.pull));
    if (pull === null) refuse('not-found');
    requireConnection(may, pull.connection, 'pull.read');
    // Of several files the others go on.
    if (pull.state === 'running') await database.withWorkspace(workspaceId, (tx) => markStopped(tx, pull.id));
    return { cancelled: pull.state === 'running' && background.cancel(pull.id) };
  },
});
