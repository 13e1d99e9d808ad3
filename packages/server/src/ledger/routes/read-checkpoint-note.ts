import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { cosignedNote } from '../anchors/cosigned-note.ts';
import { listCheckpoints } from '../checkpoints.store.ts';
import { newestLog } from '../logs.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/checkpoints/:size/note',
  summary:
    'One signed checkpoint of the present log as a text file to keep, with the cosignatures of its witnesses',
  permission: { action: 'ledger.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), size: z.coerce.number().int().min(0) }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ workspaceId, params, reply }, { database }) => {
    const note = await database.withWorkspace(workspaceId, async (tx) => {
      const log = (await newestLog(tx)) ?? refuse('not-found');
      const [checkpoint] = await listCheckpoints(tx, log.id, params.size + 1, 1);
      return checkpoint?.size === params.size ? cosignedNote(tx, log.id, checkpoint) : refuse('not-found');
    });
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="checkpoint-${params.size}.txt"`)
      .send(note);
  },
});
