import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, refuse } from '../../platform/index.ts';
import { listCheckpoints } from '../checkpoints.store.ts';
import { newestLog } from '../logs.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/checkpoints',
  summary: 'Signed checkpoints of the present log, newest first',
  permission: { action: 'ledger.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(z.object({ size: z.int(), root: z.string(), signedAt: z.string(), note: z.string() })),
  handler: async ({ workspaceId, query }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const log = (await newestLog(tx)) ?? refuse('not-found');
      const before = query.cursor ? Number(query.cursor) : null;
      const rows = await listCheckpoints(tx, log.id, before, query.limit);
      const items = rows.map((row) => ({ ...row, root: row.root.toString('base64') }));
      const last = items.at(-1);
      return { items, nextCursor: items.length < query.limit || !last ? null : String(last.size) };
    }),
});
