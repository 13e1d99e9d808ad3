import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { given } from '../custody/given.ts';
import { changeDataClass } from '../visibility/keep-data-class.ts';
import { dataClassFields, dataClassShape, viewDataClass } from '../visibility/visibility-shapes.ts';

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/workspaces/:workspace/data-classes/:class',
  summary: 'Change where a class of data is kept or which roles need to see it',
  permission: { action: 'data-class.change', needs: 'workspace' },
  params: z.object({ workspace: z.string(), class: z.string().max(80) }),
  body: z.strictObject(dataClassFields).partial(),
  response: dataClassShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    services.keyring.assertOpen();
    const order = { workspaceId, actor, id: params.class, ...given(body) };
    return viewDataClass(await changeDataClass(order, services));
  },
});
