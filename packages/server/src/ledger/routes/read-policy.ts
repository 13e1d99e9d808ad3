import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { workspacePolicy } from '../anchors/workspace-policy.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/policy',
  summary:
    'Whom to trust, as a tlog-policy: the keys of the logs, the witnesses and how many of them it takes',
  permission: { action: 'ledger.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ workspaceId, reply }, { database }) => {
    const policy = await database.withWorkspace(workspaceId, workspacePolicy);
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="policy.txt"')
      .send(policy);
  },
});
