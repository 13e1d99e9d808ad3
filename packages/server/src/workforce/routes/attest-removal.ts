import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { describeRemovals } from '../leavers/describe-runs.ts';
import { leaverDiscloses, removalShape } from '../leavers/run-shapes.ts';
import { attestRemoval } from '../removals/decide-removal.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/removals/:removal/attest',
  summary:
    'Somebody says that it is gone and how they know, where no whole list can; it counts once somebody else confirms it',
  permission: { action: 'removal.attest', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string(), removal: z.string().max(80) }),
  body: z.object({ note: z.string().min(1).max(2_000) }),
  response: removalShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const order = { workspaceId, actor, removal: params.removal, note: body.note };
    const removal = await attestRemoval(order, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      describeRemovals(tx, [removal], services),
    );
    if (view === undefined) throw new Error('a removal was decided and is not there');
    return view;
  },
});
