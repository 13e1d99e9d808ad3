import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { runningReplays } from '../replay/running-replays.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/replay',
  summary: 'How far a running replay of the ledger has come',
  permission: { action: 'projection.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ running: z.object({ done: z.int(), total: z.int() }).nullable() }),
  handler: async ({ workspaceId }, services) => ({
    running: runningReplays(services).get(workspaceId) ?? null,
  }),
});
