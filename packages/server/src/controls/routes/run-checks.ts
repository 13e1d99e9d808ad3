import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { countsShape, verdictShape } from '../control-shapes.ts';
import { runChecks } from '../run-checks.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/checks/run',
  summary: 'Bring every check up to the newest facts',
  permission: { action: 'check.run', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    controls: z.array(countsShape.extend({ id: z.string(), verdict: verdictShape })),
  }),
  handler: async ({ workspaceId }, services) => {
    await services.followers.run(workspaceId);
    return { controls: [...(await runChecks(workspaceId, services))] };
  },
});
