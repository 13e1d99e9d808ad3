import { z } from 'zod';
import { defineRoute, refuseSample } from '../../platform/index.ts';
import { exportShape, viewExport } from '../disclosure/export-shapes.ts';
import { requestExport } from '../disclosure/request-export.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/exports',
  summary:
    'Makes a file of a list as whoever asks may see it; a long one, or one with names, waits for a second person',
  permission: { action: 'export.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    /** The list, by the name `GET …/exports` gives it. */
    what: z.string().max(80),
    format: z.enum(['csv', 'jsonl']).default('csv'),
    /** As the list itself is asked: its filters, and the parts of its address. */
    query: z.record(z.string().max(80), z.string().max(500)).default({}),
    /** Whether people are named as far as the role shows them; without, every name is masked. */
    withNames: z.boolean().default(false),
    /** At least ten characters. */
    reason: z.string().max(2_000),
  }),
  response: exportShape,
  handler: async (input, services) => {
    const { workspaceId, actor, may, request, reply, params, body } = input;
    await services.database.withWorkspace(workspaceId, (tx) => refuseSample(tx, workspaceId));
    const { cursor: _cursor, limit: _limit, workspace: _workspace, ...query } = body.query;
    const exporter = { workspaceId, actor, may, request, reply, slug: params.workspace };
    return viewExport(await requestExport({ ...body, query }, exporter, services), services.clock.now());
  },
});
