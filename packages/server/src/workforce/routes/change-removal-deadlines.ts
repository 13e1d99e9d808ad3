import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { removalDeadlines } from '../removals/deadlines.ts';
import { changeDeadlines } from '../removals/read-deadlines.ts';

export const route = defineRoute({
  method: 'PUT',
  path: '/api/workspaces/:workspace/removals/deadlines',
  summary: 'Within what time access has to be gone, for everything opened from now on',
  permission: { action: 'setting.change', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: removalDeadlines,
  response: removalDeadlines,
  handler: async ({ workspaceId, actor, body }, services) =>
    changeDeadlines({ workspaceId, actor, deadlines: body }, services),
});
