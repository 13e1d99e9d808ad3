import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { agencyDiscloses, agencyShape, agencyWords, viewAgencies } from '../agencies/agency-shapes.ts';
import { registerAgency } from '../agencies/change-agency.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/agencies',
  summary:
    'Register an organisation that works for this one; accounts find it by its mail domains and its name',
  permission: { action: 'agency.register', needs: 'workspace', discloses: agencyDiscloses },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    name: agencyWords.name,
    mailDomains: agencyWords.mailDomains.default([]),
    systems: agencyWords.systems.default([]),
    engagementFrom: agencyWords.engagementFrom.default(null),
    engagementUntil: agencyWords.engagementUntil.default(null),
    contact: agencyWords.contact.default(null),
    note: agencyWords.note.default(''),
  }),
  response: agencyShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const agency = await registerAgency({ ...body, workspaceId, actor }, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      viewAgencies(tx, [agency], { workspaceId, services }),
    );
    if (view === undefined) throw new Error('an agency has no view');
    return view;
  },
});
