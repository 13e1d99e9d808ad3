import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { providerShape, viewProvider } from '../federation/provider-view.ts';
import { verifyDomain } from '../federation/verify-domain.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/identity-providers/:provider/domains/:domain/verify',
  summary: 'Ask a mail domain for the text record that proves it; its addresses count from then on',
  permission: { action: 'identity-provider.verify', needs: 'workspace' },
  params: z.object({ workspace: z.string(), provider: z.string().max(80), domain: z.string().max(253) }),
  body: z.object({}),
  response: providerShape,
  handler: async ({ workspaceId, actor, params }, services) => {
    const { provider, domain } = params;
    return viewProvider(await verifyDomain({ workspaceId, actor, provider, domain }, services), services);
  },
});
