import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { orderImports } from '../order-imports.ts';

const filesMax = 200;

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/import-batches',
  summary:
    'Takes uploaded files to be read one after another in the background; one that fails stops no other',
  permission: { action: 'import.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    connector: z.string().max(80).default('table'),
    files: z
      .array(
        z.object({
          upload: z.string().max(80),
          /** The connection whose list it is a newer copy of. */
          connection: z.string().max(80).optional(),
        }),
      )
      .min(1)
      .max(filesMax),
  }),
  response: z.object({ batch: z.string() }),
  handler: async ({ workspaceId, actor, body }, services) => ({
    batch: await orderImports({ workspaceId, actor, ...body }, services),
  }),
});
