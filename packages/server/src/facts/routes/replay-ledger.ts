import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { replayProjection } from '../replay/replay-projection.ts';
import { type ReplayProgress, runningReplays } from '../replay/running-replays.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/ledger/replay',
  summary: 'Rebuilds the facts from the ledger up to a size and holds them against the ones that are kept',
  permission: { action: 'projection.replay', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({ size: z.int().min(0).optional() }),
  response: z.object({
    size: z.int(),
    digest: z.string(),
    stored: z.string(),
    /** What the ledger's own `projection.digest` says at this size; null where it says nothing. */
    expected: z.string().nullable(),
    /** Null: it cannot be told, for part of what the ledger tells was erased or cannot be opened. */
    equal: z.boolean().nullable(),
    facts: z.int(),
    /** The first of `differing`. */
    differences: z.array(
      z.object({
        kind: z.string().nullable(),
        scope: z.string().nullable(),
        key: z.string().nullable(),
        position: z.int(),
        what: z.string(),
      }),
    ),
    differing: z.int(),
  }),
  handler: async ({ workspaceId, body, request }, services) => {
    await services.followers.run(workspaceId);
    const gone = new AbortController();
    const stop = () => gone.abort();
    const running = runningReplays(services);
    request.raw.socket.once('close', stop);
    try {
      const onProgress = (progress: ReplayProgress) => running.set(workspaceId, progress);
      const replay = await services.database.withWorkspace(workspaceId, (tx) =>
        replayProjection(tx, { size: body.size ?? null }, services, { signal: gone.signal, onProgress }),
      );
      return { ...replay, differences: [...replay.differences] };
    } finally {
      running.delete(workspaceId);
      request.raw.socket.off('close', stop);
    }
  },
});
