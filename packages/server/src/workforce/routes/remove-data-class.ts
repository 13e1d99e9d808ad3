import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { dropDataClass } from '../visibility/keep-data-class.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/data-classes/:class',
  summary: 'Take a class of data away; the ledger keeps what was said of it',
  permission: { action: 'data-class.remove', needs: 'workspace' },
  params: z.object({ workspace: z.string(), class: z.string().max(80) }),
  response: z.object({ id: z.string() }),
  handler: async ({ workspaceId, actor, params }, services) => {
    services.keyring.assertOpen();
    await dropDataClass({ workspaceId, actor, id: params.class }, services);
    return { id: params.class };
  },
});
