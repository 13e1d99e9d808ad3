import { z } from 'zod';
import { defineRoute, personalText, refuse } from '../../platform/index.ts';
import { accessOfAgency } from '../agencies/agency-access.ts';
import { agencyDiscloses, agencyShape, viewAgencies } from '../agencies/agency-shapes.ts';
import { findAgency } from '../agencies/read-agencies.ts';
import { namesOf } from '../names-of.ts';

const shownMax = 1_000;

const access = z.object({
  layer: z.enum(['partner', 'individual', 'token']),
  what: z.enum(['account', 'grant', 'credential']),
  system: z.string(),
  holder: z.object({ subject: z.string(), name: personalText }),
  role: z.string().nullable(),
  position: z.int(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/agencies/:agency',
  summary: 'One agency with everything by which it may act: as a whole, through its people, through tokens',
  permission: { action: 'agency.read', needs: 'workspace', discloses: agencyDiscloses },
  params: z.object({ workspace: z.string(), agency: z.string() }),
  response: agencyShape.extend({
    /** The first 1,000; `accessTotal` counts all. */
    access: z.array(access),
    accessTotal: z.int(),
  }),
  handler: ({ workspaceId, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const agency = (await findAgency(tx, params.agency)) ?? refuse('not-found');
      const [view] = await viewAgencies(tx, [agency], { workspaceId, services });
      if (view === undefined) throw new Error('an agency has no view');
      const all = await accessOfAgency(tx, agency.id);
      const shown = all.slice(0, shownMax);
      const nameOf = await namesOf(
        tx,
        shown.map(({ holder }) => holder),
        services,
      );
      return {
        ...view,
        access: shown.map((one) => ({
          ...one,
          holder: { subject: one.holder, name: nameOf(one.holder) ?? '' },
        })),
        accessTotal: all.length,
      };
    }),
});
