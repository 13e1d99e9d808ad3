import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { rotateKey } from '../succession/rotate-key.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/ledger/rotate-key',
  summary: 'Gives the log a new key; the old one says so and signs beside it for 30 days',
  permission: { action: 'ledger.rotate-key', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({}),
  response: z.object({ verifierKey: z.string() }),
  handler: async ({ workspaceId, actor }, services) => rotateKey({ workspaceId, actor }, services),
});
