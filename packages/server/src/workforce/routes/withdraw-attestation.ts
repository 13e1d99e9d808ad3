import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { withdrawAccess } from '../systems/attest-access.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/systems/:system/attestations/:attestation/withdraw',
  summary: 'Take back what was attested about a system: it counts no more, and nobody is gone by that',
  permission: { action: 'attestation.withdraw', needs: 'workspace' },
  params: z.object({ workspace: z.string(), system: z.string(), attestation: z.string() }),
  body: z.object({ reason: z.string().trim().min(1).max(2_000) }),
  response: z.object({ id: z.string() }),
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const { system, attestation } = params;
    await withdrawAccess({ workspaceId, actor, system, attestation, reason: body.reason }, services);
    return { id: attestation };
  },
});
