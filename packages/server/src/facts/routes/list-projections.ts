import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { listProjectionDigests } from '../replay/projection-digests.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/projections',
  summary: 'Digests of the facts that the ledger holds, one each day it grew, newest first',
  permission: { action: 'projection.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({
    cursor: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  }),
  response: pageOf(
    z.object({
      /** How many entries the facts rest on. */
      size: z.int(),
      /** SHA-256 in hex, method `facts@1`. */
      digest: z.string(),
      facts: z.int(),
      recordedAt: z.string(),
      /** Of the entry that holds it. */
      position: z.int(),
    }),
  ),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const before = query.cursor === undefined ? null : Number(query.cursor);
      const { items, next } = await listProjectionDigests(tx, { before, limit: query.limit }, services);
      return { items: [...items], nextCursor: next === null ? null : String(next) };
    }),
});
