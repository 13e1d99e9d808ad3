import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { forgetFileMapping } from '../save-file-mapping.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/file-mappings/:fingerprint',
  summary: 'Forgets what was said of such files; the next one is guessed again',
  permission: { action: 'file-mapping.forget', needs: 'workspace' },
  params: z.object({ workspace: z.string(), fingerprint: z.string().max(64) }),
  response: z.object({ fingerprint: z.string() }),
  handler: async ({ workspaceId, params, actor }, services) => {
    const { fingerprint } = params;
    await services.database.withWorkspace(workspaceId, (tx) =>
      forgetFileMapping(tx, fingerprint, actor, services),
    );
    return { fingerprint };
  },
});
