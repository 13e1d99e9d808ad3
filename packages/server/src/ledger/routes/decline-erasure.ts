import { z } from 'zod';
import { defineRoute, requireApart } from '../../platform/index.ts';
import { declineErasure } from '../erasure/decline-erasure.ts';
import { erasureShape } from '../erasure/erasure-view.ts';
import { readErasure } from '../erasure/read-erasure.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/erasures/:erasure/decline',
  summary: 'Decline an erasure; nothing is erased',
  permission: {
    action: 'erasure.decline',
    needs: 'workspace',
    discloses: ['name', 'email', 'login', 'phone'],
  },
  params: z.object({ workspace: z.string(), erasure: z.string().max(80) }),
  body: z.object({ reason: z.string().min(1).max(2_000) }),
  response: erasureShape,
  handler: async ({ workspaceId, actor, params, body, may }, services) => {
    const { requestedBy, subject } = await readErasure(workspaceId, params.erasure, services);
    requireApart(may, { requester: requestedBy, ...(subject !== null && { subject }) });
    await declineErasure({ workspaceId, actor, erasure: params.erasure, reason: body.reason }, services);
    return readErasure(workspaceId, params.erasure, services);
  },
});
