import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { listReports } from '../leavers/reports/leave-reports.store.ts';
import { describeReports, reportShape } from '../leavers/reports/report-shapes.ts';
import { leaverDiscloses } from '../leavers/run-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leave-reports',
  summary: 'Who said that somebody left, and what became of it; newest first',
  permission: { action: 'leave-report.list', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({ state: z.enum(['waiting', 'confirmed', 'dismissed', 'repeated']).optional() }),
  response: pageOf(reportShape),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const page = { state: query.state ?? null, before: query.cursor ?? null, limit: query.limit + 1 };
      const found = await listReports(tx, page);
      const shown = found.slice(0, query.limit);
      const items = await describeReports(tx, shown, services);
      return {
        items: [...items],
        nextCursor: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
      };
    }),
});
