import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { describeRuns } from '../leavers/describe-runs.ts';
import { openByHand } from '../leavers/open-by-hand.ts';
import { leaverDiscloses, runShape } from '../leavers/run-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leavers',
  summary: 'Says that a person or an agency leaves; everything of theirs that has to go is listed at once',
  permission: { action: 'leaver.open', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    /** The pseudonym of the person, or its first twelve digits as a masked name shows them. */
    subject: z
      .string()
      .regex(/^sub_[0-9a-f-]{36}$/)
      .optional(),
    agency: z
      .string()
      .regex(/^agy_[0-9a-f-]{36}$/)
      .optional(),
    /** From when nothing may be left. */
    effectiveAt: z.iso.datetime(),
    /** They are made to leave: ways in have to be shut within hours. */
    isInvoluntary: z.boolean().default(false),
    reason: z.string().min(1).max(2_000),
  }),
  response: runShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const { subject = null, agency = null, ...rest } = body;
    const run = await openByHand({ workspaceId, actor, subject, agency, ...rest }, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      describeRuns(tx, [run], services),
    );
    if (view === undefined) throw new Error('a run was opened and is not there');
    return view;
  },
});
