import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { holdScopeShape, holdShape, viewHold } from '../erasure/hold-view.ts';
import { placeHold } from '../erasure/place-hold.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/holds',
  summary: 'Place a legal hold: nothing it covers is erased while it lasts',
  permission: { action: 'hold.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({ scope: holdScopeShape, reason: z.string().min(1).max(2_000) }),
  response: holdShape,
  handler: async ({ workspaceId, actor, body }, services) =>
    viewHold(await placeHold({ workspaceId, actor, ...body }, services)),
});
