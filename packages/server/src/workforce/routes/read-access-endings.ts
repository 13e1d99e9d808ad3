import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { readEndings } from '../access-list/read-endings.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-list/endings',
  summary:
    'Whether many more accounts ended in the days before a date than in the time before those: how many, and the chance of it',
  permission: { action: 'access-list.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: z.object({
    /** The date they are looked at before, in the organisation's zone. */
    day: z.iso.date(),
    days: z.coerce.number().int().min(1).max(90).default(14),
    daysBefore: z.coerce.number().int().min(7).max(730).default(180),
  }),
  response: z.object({
    /** Half-open instants: `[baselineFrom, from)` is the time before, `[from, until)` the days looked at. */
    window: z.object({ baselineFrom: z.string(), from: z.string(), until: z.string() }),
    /** `unknown`: no burst is seen, and `reasons` say why one may be unseen. */
    verdict: z.enum(['burst', 'even', 'unknown']),
    /** Whoever had accounts that ended counts once a day. */
    ended: z.int(),
    endedBefore: z.int(),
    /** Of `endedBefore` those that may have ended in the days looked at. */
    unsure: z.int(),
    /** Accounts of `ended` that had to go by something decided here. */
    ordered: z.int(),
    chance: z.number().nullable(),
    /** Lists of accounts that were watched all the time; with none the numbers say nothing. */
    lists: z.int(),
    least: z.int(),
    threshold: z.number(),
    reasons: z.array(z.string()),
  }),
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const asked = { asked: query, workspaceId };
      const { isBurst: _, reasons, ...told } = await readEndings(tx, asked, services);
      return { ...told, reasons: [...reasons] };
    }),
});
