import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { agencyDiscloses, agencyShape, agencyWords, viewAgencies } from '../agencies/agency-shapes.ts';
import { type AgencyWords, changeAgency } from '../agencies/change-agency.ts';

const reason = z.string().trim().min(1).max(2_000);

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/workspaces/:workspace/agencies/:agency',
  summary: 'Change what is known of an agency; a longer engagement is a new decision and needs a reason',
  permission: { action: 'agency.change', needs: 'workspace', discloses: agencyDiscloses },
  params: z.object({ workspace: z.string(), agency: z.string() }),
  body: z
    .object(agencyWords)
    .partial()
    .extend({ reason: reason.nullable().default(null) }),
  response: agencyShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const { reason, ...given } = body;
    // What is left out stays as it is; `undefined` would be a word of its own.
    const change = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    ) as Partial<AgencyWords>;
    const agency = await changeAgency(
      { workspaceId, actor, agency: params.agency, change, reason },
      services,
    );
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      viewAgencies(tx, [agency], { workspaceId, services }),
    );
    if (view === undefined) throw new Error('an agency has no view');
    return view;
  },
});
