import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { readMail } from '../leavers/reports/read-mail.ts';
import { takeReport } from '../leavers/reports/take-report.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leave-reports/mail',
  summary: 'The same as a raw mail (`message/rfc822`), as a mail server hands it on: whoever wrote it left',
  permission: { action: 'leave-report.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: z.object({
    /** How the mail server that hands it on names itself in `Authentication-Results`; only its word counts. */
    checkedBy: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,255}$/)
      .optional(),
  }),
  body: z.string().max(1_048_576),
  bodyKind: 'mail',
  response: z.object({ id: z.string(), state: z.enum(['waiting', 'repeated']) }),
  handler: async ({ workspaceId, actor, query, body }, services) => {
    const { from, words, sender } = await readMail(Buffer.from(body, 'latin1'), query.checkedBy ?? null);
    const told = { workspaceId, actor, way: 'mail', sender, about: from, lastDay: null, words } as const;
    const { id, state } = await takeReport(told, services);
    return { id, state: state === 'repeated' ? state : ('waiting' as const) };
  },
});
