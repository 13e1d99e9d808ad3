import { dangerousRights } from '@daybook/kit';
import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, refuse } from '../../platform/index.ts';
import { rowsOfPage } from '../access-list/access-rows.ts';
import { accessRowShape, nameClasses } from '../access-list/access-shapes.ts';
import { listAccess } from '../access-list/list-access.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-list/rows',
  summary: 'The same list with one row for each account, as it leaves in a file',
  permission: { action: 'access-list.list', needs: 'workspace', discloses: nameClasses },
  exportAs: 'access-list',
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({
    kind: z.enum(['person', 'agency', 'bot', 'unknown']).optional(),
    state: z.enum(['active', 'left', 'ended', 'unknown']).optional(),
    system: z.string().max(200).optional(),
    right: z.enum(dangerousRights).optional(),
    search: z.string().trim().min(2).max(200).optional(),
  }),
  response: pageOf(accessRowShape),
  handler: async ({ workspaceId, query, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const mayShow = (personalClass: string) => may({ kind: 'evidence' }, `${personalClass}.disclose`);
      const page = await listAccess(tx, { ...query, mayShow }, services);
      // A file that silently lacks people would be read as if they had no access.
      if (page.isSearchCut) {
        refuse('bad-request', 'more people match these words than can be looked at', 'type more of the name');
      }
      return { items: [...rowsOfPage(page.items, query.system ?? null)], nextCursor: page.nextCursor };
    }),
});
