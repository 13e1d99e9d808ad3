import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { endKey } from '../api-keys/end-keys.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/keys/:key',
  summary: 'End an API key at once: one’s own, or anybody’s for who looks after them',
  permission: { action: 'key.end', needs: 'workspace', isScoped: true },
  params: z.object({ workspace: z.string(), key: z.string().max(80) }),
  response: z.object({ ended: z.literal(true) }),
  handler: async ({ workspaceId, actor, params, may }, services) => {
    const mayEnd = (owner: string) => may({ subject: owner });
    await endKey({ workspaceId, actor, key: params.key, mayEnd }, services);
    return { ended: true as const };
  },
});
