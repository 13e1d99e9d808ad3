import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { providerShape, viewProvider } from '../federation/provider-view.ts';
import { listProviders } from '../federation/providers.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/identity-providers',
  summary: 'Identity providers of the workspace, with what they must be told of us; their secrets never',
  permission: { action: 'identity-provider.list', needs: 'workspace' },
  response: z.object({ items: z.array(providerShape) }),
  handler: async ({ workspaceId }, services) => {
    const found = await services.database.withWorkspace(workspaceId, (tx) => listProviders(tx, workspaceId));
    return { items: found.map((provider) => viewProvider(provider, services)) };
  },
});
