import { z } from 'zod';
import { defineRoute, requireApart } from '../../platform/index.ts';
import { approveErasure } from '../erasure/approve-erasure.ts';
import { erasureShape } from '../erasure/erasure-view.ts';
import { readErasure } from '../erasure/read-erasure.ts';
import { storageNotes } from '../erasure/storage-notes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/erasures/:erasure/approve',
  summary: 'Approve an erasure somebody else asked for; it is carried out at once',
  permission: {
    action: 'erasure.approve',
    needs: 'workspace',
    discloses: ['name', 'email', 'login', 'phone'],
  },
  params: z.object({ workspace: z.string(), erasure: z.string().max(80) }),
  body: z.object({}),
  response: erasureShape.extend({ notes: z.array(z.string()) }),
  handler: async ({ workspaceId, actor, params, may }, services) => {
    const { requestedBy, subject } = await readErasure(workspaceId, params.erasure, services);
    requireApart(may, { requester: requestedBy, ...(subject !== null && { subject }) });
    await approveErasure({ workspaceId, actor, erasure: params.erasure }, services);
    const erasure = await readErasure(workspaceId, params.erasure, services);
    return { ...erasure, notes: [...storageNotes(services)] };
  },
});
