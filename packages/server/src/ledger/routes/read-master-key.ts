import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/master-key',
  summary: 'Which master key everything is sealed under, where it is kept, and which ones older backups need',
  permission: { action: 'master-key.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    number: z.int(),
    fingerprint: z.string(),
    keptBy: z.enum(['file', 'environment', 'kms']),
    source: z.string(),
    madeAt: z.string(),
    isBeingReplaced: z.boolean(),
    former: z.array(z.object({ fingerprint: z.string(), endedAt: z.string().nullable() })),
  }),
  handler: async (_input, { masterKeys }) => {
    const { former, ...state } = (await masterKeys?.describe()) ?? refuse('not-found');
    return { ...state, former: [...former] };
  },
});
