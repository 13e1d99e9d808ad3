import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { describeRemovals, describeRuns } from '../leavers/describe-runs.ts';
import { findRun } from '../leavers/leaver-runs.store.ts';
import { leaverDiscloses, removalShape, runShape } from '../leavers/run-shapes.ts';
import { removalsOf } from '../removals/removals.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leavers/:run',
  summary: 'One leaver with everything that has to go, and what the newest complete lists say of each',
  permission: { action: 'leaver.read', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string(), run: z.string().max(80) }),
  response: runShape.extend({ removals: z.array(removalShape) }),
  handler: async ({ workspaceId, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const run = (await findRun(tx, params.run)) ?? refuse('not-found');
      const [view] = await describeRuns(tx, [run], services);
      if (view === undefined) return refuse('not-found');
      const removals = await describeRemovals(tx, await removalsOf(tx, [run.id]), services);
      return { ...view, removals: [...removals] };
    }),
});
