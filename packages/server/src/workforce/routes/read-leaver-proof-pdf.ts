import { z } from 'zod';
import { payloadDiscloses } from '../../ledger/index.ts';
import { defineRoute, discloseAll } from '../../platform/index.ts';
import { buildProof } from '../leavers/build-proof.ts';
import { printProof } from '../leavers/proof-pdf.ts';
import { recordProof } from '../leavers/record-proof.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leavers/:run/proof.pdf',
  summary: 'The same proof to print; it says what is attested and not proven',
  permission: { action: 'leaver.read', needs: 'workspace', discloses: payloadDiscloses },
  params: z.object({ workspace: z.string(), run: z.string().max(80) }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ workspaceId, actor, params, request, reply }, services) => {
    const mayShow = request.admission.disclose ?? (() => false);
    const asked = { workspaceId, run: params.run, mayShow };
    const proof = await services.database.withWorkspace(workspaceId, (tx) => buildProof(tx, asked, services));
    const shown = discloseAll(proof, mayShow);
    const titles = shown.removals.map(({ title }) => String(title));
    const pdf = await printProof({ ...proof, name: String(shown.run.name), titles });
    await recordProof({ workspaceId, actor, run: params.run, format: 'pdf' }, services);
    return reply
      .type('application/pdf')
      .header('content-length', pdf.length)
      .header('content-disposition', `attachment; filename="${params.run}-proof.pdf"`)
      .send(pdf);
  },
});
