import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { confirmAccess } from '../systems/attest-access.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/systems/:system/attestations/:attestation/confirm',
  summary: 'Confirm as the second person who has access to a system; never one’s own word',
  permission: { action: 'attestation.approve', needs: 'workspace' },
  params: z.object({ workspace: z.string(), system: z.string(), attestation: z.string() }),
  response: z.object({ id: z.string() }),
  handler: async ({ workspaceId, actor, params }, services) => {
    const { system, attestation } = params;
    await confirmAccess({ workspaceId, actor, system, attestation }, services);
    return { id: attestation };
  },
});
