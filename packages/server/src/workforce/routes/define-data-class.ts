import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { defineDataClass } from '../visibility/keep-data-class.ts';
import { dataClassFields, dataClassShape, viewDataClass } from '../visibility/visibility-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/data-classes',
  summary: 'Name a class of data, say where it is kept and which roles need to see it',
  permission: { action: 'data-class.define', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.strictObject(dataClassFields),
  response: dataClassShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    services.keyring.assertOpen();
    return viewDataClass(await defineDataClass({ workspaceId, actor, ...body }, services));
  },
});
