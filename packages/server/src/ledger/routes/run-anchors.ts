import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { runAnchors } from '../anchors/run-anchors.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/ledger/anchors/run',
  summary: 'Asks every third party now to confirm the newest checkpoint, and says how each answered',
  permission: { action: 'anchor.run', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    results: z.array(
      z.object({
        target: z.string(),
        state: z.enum(['ok', 'failing']),
        problem: z.string().nullable(),
        size: z.int(),
      }),
    ),
  }),
  handler: async ({ workspaceId, actor }, services) => {
    const outcomes = await runAnchors({ workspaceId, which: 'all', actor }, services);
    const results = outcomes.map((outcome) =>
      outcome.state === 'ok'
        ? {
            target: outcome.target.id,
            state: 'ok' as const,
            problem: null,
            size: outcome.confirmation.checkpoint.size,
          }
        : { target: outcome.target.id, state: outcome.state, problem: outcome.problem, size: outcome.size },
    );
    return { results };
  },
});
