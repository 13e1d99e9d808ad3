import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { describeRemovals } from '../leavers/describe-runs.ts';
import { leaverDiscloses, removalShape } from '../leavers/run-shapes.ts';
import { askException, exceptionDaysMax } from '../removals/decide-removal.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/removals/:removal/except',
  summary: 'Asks that it may stay for a while, and says why; a second person has to agree',
  permission: { action: 'removal.except', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string(), removal: z.string().max(80) }),
  body: z.object({ reason: z.string().min(1).max(2_000), days: z.int().min(1).max(exceptionDaysMax) }),
  response: removalShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const order = { workspaceId, actor, removal: params.removal, reason: body.reason, days: body.days };
    const removal = await askException(order, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      describeRemovals(tx, [removal], services),
    );
    if (view === undefined) throw new Error('a removal was decided and is not there');
    return view;
  },
});
