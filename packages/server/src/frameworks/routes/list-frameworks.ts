import { z } from 'zod';
import { statusesAt } from '../../controls/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { countStates, coverage } from '../coverage.ts';
import { stateShape } from '../requirement-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/frameworks',
  summary: 'Every framework and how many of its requirements are in each state now',
  permission: { action: 'framework.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        title: z.string(),
        version: z.string(),
        /** Assessable ones. */
        requirements: z.int(),
        states: z.record(stateShape, z.int()),
      }),
    ),
  }),
  handler: async ({ workspaceId }, services) => {
    const { catalog, clock, database } = services;
    const statuses = await database.withWorkspace(workspaceId, (tx) => statusesAt(tx, clock.now(), services));
    const items = [...catalog.frameworks.values()].map((framework) => {
      const requirements = coverage(framework, catalog.mappings, statuses);
      const { id, name, title, version } = framework;
      const assessable = requirements.filter((requirement) => requirement.state !== null).length;
      return { id, name, title, version, requirements: assessable, states: countStates(requirements) };
    });
    return { items };
  },
});
