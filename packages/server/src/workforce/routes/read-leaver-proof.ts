import { Readable } from 'node:stream';
import { z } from 'zod';
import { payloadDiscloses } from '../../ledger/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { openProof, proofFormat, proofVersion, sampleFormat } from '../leavers/build-proof.ts';
import { recordProof } from '../leavers/record-proof.ts';
import { removalShape, runShape } from '../leavers/run-shapes.ts';
import { writeProof } from '../leavers/write-proof.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leavers/:run/proof.json',
  summary:
    "What became of a leaver's access, with every ledger entry it rests on and its proof, to be checked offline",
  permission: { action: 'leaver.read', needs: 'workspace', discloses: payloadDiscloses },
  params: z.object({ workspace: z.string(), run: z.string().max(80) }),
  response: z.object({
    format: z.enum([proofFormat, sampleFormat]),
    version: z.literal(proofVersion),
    madeAt: z.string(),
    workspace: z.string(),
    zone: z.string(),
    /** Made-up data: it can never become evidence. */
    isSample: z.boolean(),
    run: runShape,
    removals: z.array(removalShape),
    entries: z.array(
      z.object({
        position: z.int(),
        log: z.string(),
        index: z.int(),
        entry: z.string(),
        leafHash: z.string(),
        inclusion: z.array(z.string()),
        checkpointSize: z.int(),
        payload: z.object({ salt: z.string(), body: z.string() }).nullable(),
      }),
    ),
    checkpoints: z.array(
      z.object({
        log: z.string(),
        size: z.int(),
        root: z.string(),
        note: z.string(),
        verifierKey: z.string(),
      }),
    ),
  }),
  responseKind: 'stream',
  handler: async ({ workspaceId, actor, params, request, reply }, services) => {
    const mayShow = request.admission.disclose ?? (() => false);
    const order = { workspaceId, run: params.run, mayShow };
    const head = await openProof(order, services);
    await recordProof({ workspaceId, actor, run: params.run, format: 'json' }, services);
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${params.run}-proof.json"`)
      .send(Readable.from(writeProof(head, order, services), { objectMode: false }));
  },
});
