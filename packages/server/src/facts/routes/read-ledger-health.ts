import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { ledgerHealth } from '../health/ledger-health.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/health',
  summary:
    'Whether the clock is confirmed from outside, when sources were not read whole, and what came late',
  permission: { action: 'ledger.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    clock: z.object({
      state: z.enum(['ok', 'skewed', 'unknown']),
      /** Ours minus theirs. */
      skewSeconds: z.int().nullable(),
      comparedWith: z.string().nullable(),
      at: z.string().nullable(),
      sentence: z.string(),
    }),
    /** Of the last 90 days, newest first. */
    gaps: z.array(
      z.object({
        connection: z.string(),
        name: z.string(),
        from: z.string(),
        /** Now, while it lasts. */
        to: z.string(),
        hours: z.int(),
        reason: z.string(),
      }),
    ),
    late: z.array(
      z.object({
        connection: z.string(),
        name: z.string(),
        /** A file handed over by hand. */
        isUpload: z.boolean(),
        /** The newest ones that say when they happened; the first reading of a source is left out. */
        entries: z.int(),
        late: z.int(),
        medianLagSeconds: z.int(),
        sentence: z.string(),
      }),
    ),
  }),
  handler: async ({ workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const { clock, gaps, late } = await ledgerHealth(tx, services);
      return { clock, gaps: [...gaps], late: [...late] };
    }),
});
