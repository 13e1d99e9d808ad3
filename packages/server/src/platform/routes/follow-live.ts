import { z } from 'zod';
import { defineRoute } from '../define-route.ts';

const heartbeatMs = 20_000;

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/live',
  summary: 'Server-sent events that name the topics that changed: pulls, facts, checks, ledger',
  permission: { action: 'live.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ workspaceId, actor, reply }, { live }) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    reply.raw.write(': open\n\n');
    const stop = live.subscribe(workspaceId, (topic) => {
      reply.raw.write(`data: ${JSON.stringify({ topic })}\n\n`);
    });
    const heartbeat = setInterval(() => reply.raw.write(': still here\n\n'), heartbeatMs);
    const detach = live.attach(actor.userId ?? actor.id, () => reply.raw.end());
    reply.raw.on('close', () => {
      clearInterval(heartbeat);
      detach();
      stop();
    });
    return reply;
  },
});
