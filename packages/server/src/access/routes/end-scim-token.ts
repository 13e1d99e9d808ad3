import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { endScimTokens } from '../scim/make-token.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/scim/token',
  summary: 'End every token of the identity provider at once',
  permission: { action: 'scim.remove', needs: 'workspace' },
  response: z.object({ ended: z.number() }),
  handler: async ({ workspaceId, actor }, services) => ({
    ended: await endScimTokens({ workspaceId, actor }, services),
  }),
});
