import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { agencyDiscloses, agencyShape, viewAgencies } from '../agencies/agency-shapes.ts';
import { endAgency } from '../agencies/change-agency.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/agencies/:agency/end',
  summary: 'End an engagement now; what the agency may still do stays listed until it is proven gone',
  permission: { action: 'agency.end', needs: 'workspace', discloses: agencyDiscloses },
  params: z.object({ workspace: z.string(), agency: z.string() }),
  body: z.object({ reason: z.string().trim().min(1).max(2_000) }),
  response: agencyShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const order = { workspaceId, actor, agency: params.agency, reason: body.reason };
    const agency = await endAgency(order, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      viewAgencies(tx, [agency], { workspaceId, services }),
    );
    if (view === undefined) throw new Error('an agency has no view');
    return view;
  },
});
