import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { storageNotes } from '../erasure/storage-notes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/storage-notes',
  summary: 'What erasing means on this installation: where keys, logs of changes and backups lie',
  permission: { action: 'erasure.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ keys: z.enum(['file', 'database']), sentences: z.array(z.string()) }),
  handler: async (_input, services) => ({
    keys: services.dataKeys.kept,
    sentences: [...storageNotes(services)],
  }),
});
