import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { replaceMasterKey } from '../replace-master-key.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/master-key/replace',
  summary: 'Makes a new master key and seals everything of this installation anew under it',
  permission: { action: 'master-key.replace', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({}),
  response: z.object({
    number: z.int(),
    fingerprint: z.string(),
    former: z.string(),
    values: z.int(),
  }),
  handler: async ({ workspaceId, actor }, services) => replaceMasterKey({ workspaceId, actor }, services),
});
