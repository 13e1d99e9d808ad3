import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { readFilling } from '../fillings.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/sample',
  summary: 'How far a workspace of made-up data has been filled',
  permission: { action: 'announcement.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    seed: z.int(),
    state: z.enum(['running', 'completed', 'cancelled', 'failed']),
    filesRead: z.int(),
    filesTotal: z.int(),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
  }),
  handler: async ({ workspaceId }, { database }) =>
    (await database.withWorkspace(workspaceId, readFilling)) ?? refuse('not-found'),
});
