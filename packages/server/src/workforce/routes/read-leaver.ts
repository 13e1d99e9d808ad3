import { z } from 'zod';
import { defineRoute, pageQuery, refuse } from '../../platform/index.ts';
import { describeRemovals, describeRuns } from '../leavers/describe-runs.ts';
import { findRun } from '../leavers/leaver-runs.store.ts';
import { leaverDiscloses, removalShape, runShape } from '../leavers/run-shapes.ts';
import { removalPage } from '../removals/removals.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leavers/:run',
  summary: 'One leaver with what has to go, page by page, and what the newest complete lists say of each',
  permission: { action: 'leaver.read', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string(), run: z.string().max(80) }),
  query: pageQuery.extend({ limit: pageQuery.shape.limit.unwrap().default(200) }),
  /** `counts` are of all items; `removals` are one page of them. */
  response: runShape.extend({ removals: z.array(removalShape), nextCursor: z.string().nullable() }),
  handler: async ({ workspaceId, params, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const run = (await findRun(tx, params.run)) ?? refuse('not-found');
      const [view] = await describeRuns(tx, [run], services);
      if (view === undefined) return refuse('not-found');
      const page = { origin: run.id, layer: null, after: query.cursor ?? null, limit: query.limit + 1 };
      const found = await removalPage(tx, page);
      const shown = found.slice(0, query.limit);
      const hasMore = found.length > query.limit;
      const removals = await describeRemovals(tx, shown, services);
      return { ...view, removals: [...removals], nextCursor: hasMore ? (shown.at(-1)?.id ?? null) : null };
    }),
});
