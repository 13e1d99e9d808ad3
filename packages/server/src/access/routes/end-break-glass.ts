import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { endSealed } from '../federation/seal-account.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/break-glass/:account',
  summary: 'End a sealed account for good; its sessions end',
  permission: { action: 'break-glass.end', needs: 'workspace' },
  params: z.object({ workspace: z.string(), account: z.string().max(80) }),
  response: z.object({ ended: z.literal(true) }),
  handler: async ({ workspaceId, actor, params }, services) => {
    await endSealed({ workspaceId, actor, account: params.account }, services);
    return { ended: true as const };
  },
});
