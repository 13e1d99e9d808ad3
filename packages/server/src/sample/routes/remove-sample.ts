import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { removeSample } from '../remove-sample.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/sample',
  summary:
    'Throw a workspace of made-up data away: nobody finds it any more, its work stops, and what it holds is deleted at once',
  permission: { action: 'import.remove-sample', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ removed: z.literal(true) }),
  handler: async ({ workspaceId }, services) => {
    await removeSample(workspaceId, services);
    return { removed: true as const };
  },
});
