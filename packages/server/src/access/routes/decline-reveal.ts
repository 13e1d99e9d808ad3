import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { declineReveal } from '../disclosure/decide-reveal.ts';
import { revealShape, viewReveal } from '../disclosure/reveal-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/reveals/:reveal/decline',
  summary: 'Declines one more masked value being shown',
  permission: { action: 'reveal.decline', needs: 'workspace' },
  params: z.object({ workspace: z.string(), reveal: z.string().max(80) }),
  body: z.object({}),
  response: revealShape,
  handler: async ({ workspaceId, actor, params, may }, services) =>
    viewReveal(
      await declineReveal({ workspaceId, actor, reveal: params.reveal, may }, services),
      services.clock.now(),
    ),
});
