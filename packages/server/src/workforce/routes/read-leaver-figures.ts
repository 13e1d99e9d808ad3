import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { readFigures } from '../leavers/read-figures.ts';

const hours = z.number().nullable();

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leavers/figures',
  summary:
    'Hours from leaving to verified zero access: median and 90th percentile over everyone who left in a window',
  permission: { action: 'leaver.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: z.object({ days: z.coerce.number().int().min(1).max(366).default(90) }),
  response: z.object({
    /** Half-open, UTC; by when they left. */
    window: z.object({ from: z.string(), to: z.string() }),
    /** Leavers of the window whose access is proven gone in full: what the hours are of. */
    n: z.int(),
    medianHours: hours,
    p90Hours: hours,
    /** The median of the lower bounds. */
    medianHoursLeast: hours,
    open: z.int(),
    late: z.int(),
    notObservable: z.int(),
    attested: z.int(),
    excepted: z.int(),
    nothingFound: z.int(),
    usedAfter: z.int(),
    oldestOpenHours: hours,
    /** A list of people is there and whole; without one nobody knows who left. */
    isWhole: z.boolean(),
    reasons: z.array(z.string()),
  }),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, (tx) => readFigures(tx, query.days, services)),
});
