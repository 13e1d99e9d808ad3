import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { testShape } from '../federation/provider-view.ts';
import { testProvider } from '../federation/test-provider.ts';
import { walkCookie } from '../federation/walk-cookie.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/identity-providers/:provider/test',
  summary:
    'Try an identity provider step by step; the last step is a sign-in there, which signs nobody in here',
  permission: { action: 'identity-provider.test', needs: 'workspace' },
  params: z.object({ workspace: z.string(), provider: z.string().max(80) }),
  body: z.object({}),
  response: z.object({
    test: testShape,
    /** Where the browser goes for the last step; null when a step before failed. */
    continueAt: z.string().nullable(),
  }),
  handler: async ({ workspaceId, actor, params, reply }, services) => {
    const { test, walk } = await testProvider({ workspaceId, actor, provider: params.provider }, services);
    if (walk !== null) void reply.header('set-cookie', walkCookie(walk.browser, services));
    return { test: { ...test, steps: [...test.steps] }, continueAt: walk?.url ?? null };
  },
});
