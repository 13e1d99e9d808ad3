import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { listFileMappings } from '../file-mappings.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/file-mappings',
  summary: 'What was said of files by their columns, and is used for the next such file',
  permission: { action: 'file-mapping.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    items: z.array(
      z.object({
        fingerprint: z.string(),
        connector: z.string(),
        name: z.string(),
        settings: z.record(z.string(), z.unknown()),
        savedBy: z.string(),
        savedAt: z.string(),
      }),
    ),
  }),
  handler: async ({ workspaceId }, { database }) => {
    const items = await database.withWorkspace(workspaceId, listFileMappings);
    return { items: items.map((item) => ({ ...item, settings: { ...item.settings } })) };
  },
});
