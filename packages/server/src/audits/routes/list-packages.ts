import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { packageView, viewPackage } from '../package-view.ts';
import { listPackages } from '../packages.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/packages',
  summary: 'Packages that were built for auditors, newest first',
  permission: { action: 'package.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(packageView),
  handler: async ({ workspaceId, query }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const packages = await listPackages(tx, { before: query.cursor ?? null, limit: query.limit });
      const nextCursor = packages.length < query.limit ? null : (packages.at(-1)?.id ?? null);
      return { items: packages.map(viewPackage), nextCursor };
    }),
});
