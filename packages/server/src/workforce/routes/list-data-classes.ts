import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { listDataClasses, listRolesOfPeople } from '../visibility/data-classes.store.ts';
import { dataClassShape, viewDataClass } from '../visibility/visibility-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/data-classes',
  summary: 'Classes of data, where each is kept, which roles need to see it, and the roles people have',
  permission: { action: 'data-class.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  /** Bounded: classes are made by hand, and there are at most forty. */
  response: z.object({ items: z.array(dataClassShape), roles: z.array(z.string()) }),
  handler: ({ workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => ({
      items: (await listDataClasses(tx)).map(viewDataClass),
      roles: [...(await listRolesOfPeople(tx))],
    })),
});
