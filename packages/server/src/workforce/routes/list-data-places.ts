import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { readSystems } from '../visibility/read-visibility.ts';

const shownMax = 500;

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/data-places',
  summary: 'The places within a system and the roles on it, as the accesses there name them, to choose among',
  permission: { action: 'data-class.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: z.object({ system: z.string().min(1).max(200) }),
  response: z.object({ isKnown: z.boolean(), places: z.array(z.string()), roles: z.array(z.string()) }),
  handler: ({ workspaceId, query: { system } }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const seen = (await readSystems(tx, [system], services)).get(system);
      const held = [...(seen?.holders.values() ?? [])];
      const grants = held.flatMap((one) => one.grants);
      const roles = [
        ...grants.map(({ role }) => role),
        ...held.flatMap(({ account }) => account?.roles ?? []),
      ];
      return {
        isKnown: seen !== undefined,
        places: distinct(grants.flatMap(({ scope }) => scope)),
        roles: distinct(roles),
      };
    }),
});

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted().slice(0, shownMax);
}
