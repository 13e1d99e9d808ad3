import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { describeRemovals } from '../leavers/describe-runs.ts';
import { leaverDiscloses, removalShape } from '../leavers/run-shapes.ts';
import { attestationDaysMax, confirmAttestation } from '../removals/decide-removal.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/removals/:removal/attest/confirm',
  summary: 'A second person says that it is gone, for at most thirty days',
  permission: { action: 'removal.review', needs: 'workspace', discloses: leaverDiscloses },
  params: z.object({ workspace: z.string(), removal: z.string().max(80) }),
  body: z.object({ days: z.int().min(1).max(attestationDaysMax).default(attestationDaysMax) }),
  response: removalShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const order = { workspaceId, actor, removal: params.removal, days: body.days };
    const removal = await confirmAttestation(order, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      describeRemovals(tx, [removal], services),
    );
    if (view === undefined) throw new Error('a removal was decided and is not there');
    return view;
  },
});
