import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { describeRuns } from '../leavers/describe-runs.ts';
import { listRuns } from '../leavers/leaver-runs.store.ts';
import { leaverDiscloses, runShape } from '../leavers/run-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leavers',
  summary: 'Who leaves or left, and how much of theirs is still open; worst first',
  permission: { action: 'leaver.list', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({ state: z.enum(['open', 'closed', 'rescinded']).optional() }),
  response: pageOf(runShape),
  exportAs: 'leavers',
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const after = placeOf(query.cursor);
      const found = await listRuns(tx, { state: query.state ?? null, after, limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      const last = shown.at(-1);
      const items = await describeRuns(
        tx,
        shown.map(({ rank: _rank, ...run }) => run),
        services,
      );
      const hasMore = found.length > query.limit && last !== undefined;
      return { items: [...items], nextCursor: hasMore ? `${last.rank} ${last.id}` : null };
    }),
});

function placeOf(cursor: string | undefined) {
  const [rank, id] = (cursor ?? '').split(' ');
  return rank === undefined || id === undefined || !/^\d{1,15}$/.test(rank)
    ? null
    : { rank: Number(rank), id };
}
