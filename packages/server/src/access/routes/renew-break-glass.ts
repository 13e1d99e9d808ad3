import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { sealedOnceShape, viewSealedOnce } from '../federation/break-glass-view.ts';
import { renewSeal } from '../federation/seal-account.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/break-glass/:account/renew',
  summary: 'Seal an account with a new password, shown this once; the old one is void',
  permission: { action: 'break-glass.renew', needs: 'workspace' },
  params: z.object({ workspace: z.string(), account: z.string().max(80) }),
  body: z.object({}),
  response: sealedOnceShape,
  handler: async ({ workspaceId, actor, params }, services) =>
    viewSealedOnce(await renewSeal({ workspaceId, actor, account: params.account }, services)),
});
