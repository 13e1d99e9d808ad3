import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { rightsShape } from '../requests/request-shapes.ts';
import { readTemplates } from '../role-changes/role-changes.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/role-templates',
  summary: 'Which dangerous rights each role may hold on each system',
  permission: { action: 'role-change.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  /** Bounded: templates are made by hand. */
  response: z.object({
    items: z.array(
      z.object({ role: z.string(), system: z.string(), rights: rightsShape, position: z.int() }),
    ),
  }),
  handler: ({ workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const templates = await readTemplates(tx);
      return { items: templates.map((one) => ({ ...one, rights: [...one.rights] })) };
    }),
});
