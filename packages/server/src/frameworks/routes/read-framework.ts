import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { asOfNote, asOfQuery, resolveAsOf } from '../as-of.ts';
import { coverageAt } from '../coverage-at.ts';
import { requirementAnswer, requirementShape } from '../requirement-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/frameworks/:framework',
  summary: 'One framework: every requirement, its state and the controls that answer it',
  permission: { action: 'framework.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), framework: z.string() }),
  query: z.object({ asOf: asOfQuery }),
  response: z.object({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    version: z.string(),
    asOf: z.string(),
    /** What has to be said about the time asked for; null when nothing has. */
    note: z.string().nullable(),
    requirements: z.array(requirementShape),
  }),
  handler: async ({ params, query, workspaceId }, services) => {
    const now = services.clock.now();
    const asOf = resolveAsOf(query.asOf, now);
    const { framework, requirements } = await services.database.withWorkspace(workspaceId, (tx) =>
      coverageAt(tx, params.framework, asOf, services),
    );
    const { id, name, title, version } = framework;
    const note = asOfNote(query.asOf, now);
    return { id, name, title, version, asOf, note, requirements: requirements.map(requirementAnswer) };
  },
});
