import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { newestLog, readHead } from '../logs.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger',
  summary: 'The present log: its size, root, key and newest signed checkpoint',
  permission: { action: 'ledger.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    log: z.object({
      id: z.string(),
      origin: z.string(),
      size: z.int(),
      root: z.string(),
      firstPosition: z.int(),
      verifierKey: z.string(),
      lastRecordedAt: z.string(),
    }),
    checkpoint: z
      .object({ size: z.int(), root: z.string(), note: z.string(), signedAt: z.string() })
      .nullable(),
  }),
  handler: async ({ workspaceId }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const log = (await newestLog(tx)) ?? refuse('not-found');
      const head = await readHead(tx, log.id);
      const checkpoint = await newestCheckpoint(tx, log.id);
      const { id, origin, firstPosition, verifierKey } = log;
      return {
        log: {
          id,
          origin,
          firstPosition,
          verifierKey,
          size: head.size,
          root: head.root.toString('base64'),
          lastRecordedAt: head.lastRecordedAt,
        },
        checkpoint: checkpoint && { ...checkpoint, root: checkpoint.root.toString('base64') },
      };
    }),
});
