import { dangerousRights } from '@daybook/kit';
import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { listedPrincipalShape, nameClasses, totalsShape } from '../access-list/access-shapes.ts';
import { readTallies } from '../access-list/counts.store.ts';
import { listAccess } from '../access-list/list-access.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-list',
  summary: 'Who may do what on which system: unknown holders first, then the most dangerous',
  permission: { action: 'access-list.list', needs: 'workspace', discloses: nameClasses },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({
    kind: z.enum(['person', 'agency', 'bot', 'unknown']).optional(),
    state: z.enum(['active', 'left', 'ended', 'unknown']).optional(),
    system: z.string().max(200).optional(),
    right: z.enum(dangerousRights).optional(),
    search: z.string().trim().min(2).max(200).optional(),
  }),
  response: pageOf(listedPrincipalShape).extend({
    totals: totalsShape,
    /** More names hold the words than were looked at: type more of them. */
    isSearchCut: z.boolean(),
  }),
  handler: async ({ workspaceId, query, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const mayShow = (personalClass: string) => may({ kind: 'evidence' }, `${personalClass}.disclose`);
      const page = await listAccess(tx, { ...query, mayShow }, services);
      return { ...page, items: [...page.items], totals: [...(await readTallies(tx))] };
    }),
});
