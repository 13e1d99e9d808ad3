import { z } from 'zod';
import { listPopulations } from '../../facts/index.ts';
import { defineRoute, readWorkspace } from '../../platform/index.ts';
import { dueReviews } from '../reviews/due-reviews.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-reviews/due',
  summary:
    'Every system that can be reviewed: when it is due, what was missed, and whether its list is whole',
  permission: { action: 'access-review.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  /** Bounded by the systems there are. */
  response: z.object({
    items: z.array(
      z.object({
        system: z.string(),
        name: z.string(),
        owner: z.string().nullable(),
        source: z.enum(['live', 'import', 'attested', 'unknown']),
        isWhole: z.boolean(),
        reasons: z.array(z.string()),
        accounts: z.int(),
        cadenceDays: z.int().nullable(),
        period: z.string(),
        dueAt: z.string().nullable(),
        /** The review that covers the period. */
        review: z.string().nullable(),
        state: z.enum(['none', 'due', 'open', 'done']),
        /** Earlier periods without a closed review. */
        missed: z.array(z.string()),
      }),
    ),
  }),
  handler: ({ workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const { zone } = await readWorkspace(tx, workspaceId);
      const populations = await listPopulations(tx, services);
      const due = await dueReviews(tx, { populations, zone, now: services.clock.now() });
      return { items: due.map((one) => ({ ...one, reasons: [...one.reasons], missed: [...one.missed] })) };
    }),
});
