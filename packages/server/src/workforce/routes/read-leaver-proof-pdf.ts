import { z } from 'zod';
import { payloadDiscloses } from '../../ledger/index.ts';
import { defineRoute, discloseAll } from '../../platform/index.ts';
import {
  countLayers,
  coveringCheckpoints,
  openProof,
  type ProofOrder,
  readProofItems,
} from '../leavers/build-proof.ts';
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
    const order: ProofOrder = { workspaceId, run: params.run, mayShow };
    const head = await openProof(order, services);
    const layers = await countLayers(order, services);
    const positions = new Set([head.run.position]);
    const pdf = await printProof({
      ...head,
      ...{ name: String(discloseAll(head.run.name, mayShow)), layers },
      itemsOf: async function* (layer) {
        for await (const page of readProofItems(order, layer, services)) {
          for (const one of page) for (const position of one.positions) positions.add(position);
          yield page.map((removal) => ({ removal, title: String(discloseAll(removal.title, mayShow)) }));
        }
      },
      restsOn: async () => ({
        entries: [...positions].filter((position) => position >= 0).length,
        checkpoints: await coveringCheckpoints(order, positions, services),
      }),
    });
    await recordProof({ workspaceId, actor, run: params.run, format: 'pdf' }, services);
    return reply
      .type('application/pdf')
      .header('content-length', pdf.length)
      .header('content-disposition', `attachment; filename="${params.run}-proof.pdf"`)
      .send(pdf);
  },
});
