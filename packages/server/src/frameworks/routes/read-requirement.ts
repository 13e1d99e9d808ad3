import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { asOfNote, asOfQuery, resolveAsOf } from '../as-of.ts';
import { coverageAt } from '../coverage-at.ts';
import { describeRequirement } from '../describe-requirement.ts';
import { requirementDetailShape } from '../requirement-detail-shape.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/frameworks/:framework/requirements/:requirement',
  summary: 'One requirement and what can be said of each control that answers it',
  permission: { action: 'framework.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), framework: z.string(), requirement: z.string() }),
  query: z.object({ asOf: asOfQuery }),
  response: requirementDetailShape,
  handler: async ({ params, query, workspaceId }, services) => {
    const now = services.clock.now();
    const asOf = resolveAsOf(query.asOf, now);
    const known = await services.database.withWorkspace(workspaceId, (tx) =>
      coverageAt(tx, params.framework, asOf, services),
    );
    const requirement = known.requirements.find(({ id }) => id === params.requirement);
    return {
      ...describeRequirement(requirement ?? refuse('not-found'), known),
      note: asOfNote(query.asOf, now),
    };
  },
});
