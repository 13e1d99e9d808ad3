import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { countsShape, verdictShape } from '../control-shapes.ts';
import { readRibbon } from '../read-ribbon.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/controls/:control/ribbon',
  summary: 'What could be said of one control on each day',
  permission: { action: 'control.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), control: z.string() }),
  query: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
  response: z.object({
    from: z.string(),
    to: z.string(),
    days: z.array(
      z.object({
        day: z.string(),
        state: z.union([verdictShape, z.literal('unobserved')]),
        counts: countsShape.nullable(),
      }),
    ),
  }),
  handler: async ({ params, query, workspaceId }, services) => {
    const asked = { control: params.control, from: query.from, to: query.to };
    const ribbon = await services.database.withWorkspace(workspaceId, (tx) =>
      readRibbon(tx, asked, services),
    );
    return { ...ribbon, days: [...ribbon.days] };
  },
});
