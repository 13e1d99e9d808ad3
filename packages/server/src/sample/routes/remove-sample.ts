import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { removeSample } from '../remove-sample.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/sample',
  summary:
    'Throw a workspace of made-up data away: nobody finds it any more and its work stops; its files, facts, people and the bodies of its log’s entries are deleted in the background. The lines of the log with their keys, what its registers name (agencies, systems, accounts of brands, reviews, removals and the like, by then without the people in them) and its membership stay where nobody finds them, for nothing in Daybook may delete those',
  permission: { action: 'import.remove-sample', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ removed: z.literal(true) }),
  handler: async ({ workspaceId }, services) => {
    await removeSample(workspaceId, services);
    return { removed: true as const };
  },
});
