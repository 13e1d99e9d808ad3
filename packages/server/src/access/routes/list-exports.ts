import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { exportShape, viewExport } from '../disclosure/export-shapes.ts';
import { exportableLists } from '../disclosure/exported-list.ts';
import { listExports, readRowsAlone } from '../disclosure/exports.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/exports',
  summary: 'What left as a file, or waits to, newest first; others’ only for who may see all of them',
  permission: { action: 'export.list', needs: 'workspace', isScoped: true },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(exportShape).extend({
    /** The lists whoever asks may export, by name. */
    lists: z.array(z.string()),
    /** Longer ones need a second person. */
    rowsAlone: z.int(),
  }),
  exportAs: 'exports',
  handler: async ({ workspaceId, query, actor, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const requestedBy = may({}) ? null : actor.id;
      const found = await listExports(tx, {
        requestedBy,
        before: query.cursor ?? null,
        limit: query.limit + 1,
      });
      const shown = found.slice(0, query.limit);
      const now = services.clock.now();
      return {
        items: shown.map((one) => viewExport(one, now)),
        nextCursor: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
        lists: [...exportableLists(may, services)],
        rowsAlone: await readRowsAlone(tx),
      };
    }),
});
