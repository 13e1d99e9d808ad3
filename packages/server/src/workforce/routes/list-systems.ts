import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { describeSystems } from '../systems/describe-systems.ts';
import { systemDiscloses, systemShape, viewSystems } from '../systems/system-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/systems',
  summary:
    'Every system that is registered or was found in a list: how its list is had, whether it is whole, how old it is',
  permission: { action: 'system.list', needs: 'workspace', discloses: systemDiscloses },
  exportAs: 'systems',
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(systemShape),
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const all = await describeSystems(tx, services);
      const left = all.filter(({ system }) => query.cursor === undefined || system > query.cursor);
      const shown = left.slice(0, query.limit);
      return {
        items: await viewSystems(tx, shown, services),
        nextCursor: left.length > shown.length ? (shown.at(-1)?.system ?? null) : null,
      };
    }),
});
