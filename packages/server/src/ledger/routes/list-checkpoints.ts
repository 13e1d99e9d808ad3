import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { type CheckpointCursor, type CheckpointOfLog, listAllCheckpoints } from '../checkpoints.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/checkpoints',
  summary: 'Signed checkpoints of every log, newest first',
  permission: { action: 'ledger.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({
    cursor: z
      .string()
      .regex(/^\d{1,15}-\d{1,15}$/)
      .optional(),
  }),
  response: pageOf(
    z.object({
      /** The log it is of; sizes count within one log. */
      origin: z.string(),
      size: z.int(),
      root: z.string(),
      signedAt: z.string(),
      note: z.string(),
    }),
  ),
  handler: async ({ workspaceId, query }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const found = await listAllCheckpoints(tx, { before: cursorOf(query.cursor), limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      const last = shown.at(-1);
      const nextCursor =
        found.length > query.limit && last !== undefined ? `${last.firstPosition}-${last.size}` : null;
      return { items: shown.map(viewOf), nextCursor };
    }),
});

function viewOf({ origin, size, root, signedAt, note }: CheckpointOfLog) {
  return { origin, size, root: root.toString('base64'), signedAt, note };
}

/** First position of the log and size in it, as the cursor says them. */
function cursorOf(cursor: string | undefined): CheckpointCursor | null {
  const [firstPosition, size] = cursor?.split('-').map(Number) ?? [];
  return firstPosition === undefined || size === undefined ? null : { firstPosition, size };
}
