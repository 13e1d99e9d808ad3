import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { addTarget } from '../anchors/add-target.ts';
import { requireCallable } from '../anchors/anchor-address.ts';
import { targetStanding } from '../anchors/anchor-standing.ts';
import { anchorTargetShape } from '../anchors/anchor-target-shape.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/ledger/anchor-targets',
  summary:
    'Names a witness, a time-stamping authority or a mail address that is to confirm checkpoints. Addresses of the own network are refused unless the operator allows the host; redirects are never followed, credentials never sent, answers bounded to 64 KiB and 15 s',
  permission: { action: 'anchor-target.add', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    kind: z.enum(['witness', 'timestamp', 'mail']),
    name: z.string().trim().min(1).max(120),
    address: z.string().trim().min(1).max(2_000),
    /** Of a witness: the key it prints when it starts. */
    verifierKey: z.string().max(4_000).nullish(),
    /** Of an authority: its roots as PEM. */
    rootCertificates: z.string().max(100_000).nullish(),
  }),
  response: anchorTargetShape,
  handler: async ({ workspaceId, body, actor }, services) => {
    await requireCallable(body.kind, body.address, services);
    const added = await services.database.withWorkspace(workspaceId, (tx) =>
      addTarget(
        tx,
        {
          ...body,
          verifierKey: body.verifierKey ?? null,
          rootCertificates: body.rootCertificates ?? null,
          actor,
        },
        services,
      ),
    );
    services.live.publish(workspaceId, 'anchors');
    return targetStanding(added);
  },
});
