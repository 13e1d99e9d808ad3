import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, refuse } from '../../platform/index.ts';
import { listReceiptsBefore } from '../anchors/anchor-receipts.store.ts';
import { anchorStanding } from '../anchors/anchor-standing.ts';
import { anchorTargetShape } from '../anchors/anchor-target-shape.ts';

const receipt = z.object({
  size: z.int(),
  kind: z.enum(['witness', 'timestamp', 'mail']),
  by: z.string(),
  at: z.string(),
  takenAt: z.string(),
  position: z.int(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/anchors',
  summary: 'Who outside confirms the log, how far that reaches, and every receipt, newest first',
  permission: { action: 'anchor.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(receipt).extend({
    rung: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    sentence: z.string(),
    newestAt: z.string().nullable(),
    isOverdue: z.boolean(),
    targets: z.array(anchorTargetShape),
  }),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const before = query.cursor === undefined ? null : positionOf(query.cursor);
      const standing = await anchorStanding(tx, services);
      const rows = await listReceiptsBefore(tx, before, query.limit);
      const items = rows.map(({ size, kind, by, at, takenAt, position }) => {
        return { size, kind, by, at, takenAt, position };
      });
      const last = items.at(-1);
      const nextCursor = items.length < query.limit || !last ? null : String(last.position);
      return { ...standing, targets: [...standing.targets], items, nextCursor };
    }),
});

function positionOf(cursor: string): number {
  return /^\d{1,15}$/.test(cursor)
    ? Number(cursor)
    : refuse('bad-request', 'the cursor is not one of this list');
}
