import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { approveProvider } from '../federation/decide-provider.ts';
import { providerShape, viewProvider } from '../federation/provider-view.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/identity-providers/:provider/approve',
  summary: 'Approve an identity provider that somebody else added',
  permission: { action: 'identity-provider.approve', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), provider: z.string().max(80) }),
  body: z.object({}),
  response: providerShape,
  handler: async ({ workspaceId, actor, params }, services) => {
    const approved = await approveProvider({ workspaceId, actor, provider: params.provider }, services);
    return viewProvider(approved, services);
  },
});
