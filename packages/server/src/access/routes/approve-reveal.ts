import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { approveReveal } from '../disclosure/decide-reveal.ts';
import { revealShape, viewReveal } from '../disclosure/reveal-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/reveals/:reveal/approve',
  summary: 'Agrees to one more masked value being shown; never by who asked for it',
  permission: { action: 'reveal.approve', needs: 'workspace' },
  params: z.object({ workspace: z.string(), reveal: z.string().max(80) }),
  body: z.object({}),
  response: revealShape,
  handler: async ({ workspaceId, actor, params, may }, services) =>
    viewReveal(
      await approveReveal({ workspaceId, actor, reveal: params.reveal, may }, services),
      services.clock.now(),
    ),
});
