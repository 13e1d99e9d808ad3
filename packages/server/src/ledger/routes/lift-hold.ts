import { z } from 'zod';
import { defineRoute, refuse, requireApart } from '../../platform/index.ts';
import { holdShape, viewHold } from '../erasure/hold-view.ts';
import { findHold } from '../erasure/holds.store.ts';
import { liftHold } from '../erasure/lift-hold.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/holds/:hold/lift',
  summary: 'Lift a legal hold somebody else placed',
  permission: { action: 'hold.lift', needs: 'workspace' },
  params: z.object({ workspace: z.string(), hold: z.string().max(80) }),
  body: z.object({ reason: z.string().min(1).max(2_000) }),
  response: holdShape,
  handler: async ({ workspaceId, actor, params, body, may }, services) => {
    const { placedBy, scope } = await services.database.withWorkspace(
      workspaceId,
      async (tx) => (await findHold(tx, params.hold)) ?? refuse('not-found'),
    );
    requireApart(may, { author: placedBy, ...(scope.kind === 'subject' && { subject: scope.subject }) });
    return viewHold(await liftHold({ workspaceId, actor, hold: params.hold, reason: body.reason }, services));
  },
});
