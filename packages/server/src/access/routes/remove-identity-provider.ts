import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { removeProvider } from '../federation/decide-provider.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/identity-providers/:provider',
  summary: 'Remove an identity provider; the sessions it vouched for end',
  permission: { action: 'identity-provider.remove', needs: 'workspace' },
  params: z.object({ workspace: z.string(), provider: z.string().max(80) }),
  response: z.object({ removed: z.literal(true) }),
  handler: async ({ workspaceId, actor, params }, services) => {
    await removeProvider({ workspaceId, actor, provider: params.provider }, services);
    return { removed: true as const };
  },
});
