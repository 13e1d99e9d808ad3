import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { previewRun, previewShape } from '../leavers/preview-run.ts';
import { leaverDiscloses } from '../leavers/run-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leavers/preview',
  summary: 'What would have to go if this person or agency left, in its three layers; nothing is opened',
  permission: { action: 'leaver.read', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string() }),
  query: z.object({
    subject: z
      .string()
      .regex(/^sub_[0-9a-f-]{36}$/)
      .optional(),
    agency: z
      .string()
      .regex(/^agy_[0-9a-f-]{36}$/)
      .optional(),
    /** From when nothing may be left; now where nothing is said. */
    effectiveAt: z.iso.datetime().optional(),
    isInvoluntary: z.stringbool().default(false),
  }),
  response: previewShape,
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, (tx) => {
      const { subject = null, agency = null, isInvoluntary } = query;
      const effectiveAt = new Date(query.effectiveAt ?? services.clock.now()).toISOString();
      return previewRun(tx, { subject, agency, effectiveAt, isInvoluntary }, services);
    }),
});
