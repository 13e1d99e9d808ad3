import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { sealedOnceShape, viewSealedOnce } from '../federation/break-glass-view.ts';
import { sealAccount } from '../federation/seal-account.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/break-glass',
  summary: 'Make a sealed account; its password is shown this once',
  permission: { action: 'break-glass.create', needs: 'workspace' },
  body: z.object({}),
  response: sealedOnceShape,
  handler: async ({ workspaceId, actor }, services) =>
    viewSealedOnce(await sealAccount({ workspaceId, actor }, services)),
});
