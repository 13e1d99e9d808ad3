import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { describeRemovals } from '../leavers/describe-runs.ts';
import { leaverDiscloses, removalShape } from '../leavers/run-shapes.ts';
import { approveException } from '../removals/decide-removal.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/removals/:removal/except/approve',
  summary: 'A second person agrees that it may stay for the time asked',
  permission: { action: 'removal.approve', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string(), removal: z.string().max(80) }),
  body: z.object({}),
  response: removalShape,
  handler: async ({ workspaceId, actor, params }, services) => {
    const order = { workspaceId, actor, removal: params.removal };
    const removal = await approveException(order, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      describeRemovals(tx, [removal], services),
    );
    if (view === undefined) throw new Error('a removal was decided and is not there');
    return view;
  },
});
