import { z } from 'zod';
import { listPopulations } from '../../facts/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { controlDetailShape } from '../control-detail-shape.ts';
import { controlStatusAt } from '../control-statuses.ts';
import { describeControl } from '../describe-control.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/controls/:control',
  summary: 'One control: its statement, checks, requirements and populations',
  permission: { action: 'control.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), control: z.string() }),
  response: controlDetailShape,
  handler: ({ params, workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const status = await controlStatusAt(tx, params.control, services.clock.now(), services);
      const populations = await listPopulations(tx, services);
      return describeControl(status ?? refuse('not-found'), populations, services.catalog);
    }),
});
