import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { removalDeadlines } from '../removals/deadlines.ts';
import { readDeadlines } from '../removals/read-deadlines.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/removals/deadlines',
  summary: 'Within what time access has to be gone',
  permission: { action: 'removal.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: removalDeadlines,
  handler: async ({ workspaceId }, services) => services.database.withWorkspace(workspaceId, readDeadlines),
});
