import { z } from 'zod';
import { defineRoute } from '../define-route.ts';
import { refuse } from '../errors.ts';

const heartbeatMs = 20_000;
/** What a screen that does not read may leave unread before it is closed; it comes back and fetches everything again. */
const unreadBytesMax = 65_536;

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/live',
  summary: 'Server-sent events that name the topics that changed: pulls, facts, checks, ledger',
  permission: { action: 'live.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ workspaceId, actor, reply }, { live }) => {
    const person = actor.userId ?? actor.id;
    if (live.isFull(person))
      refuse('rate-limited', 'too many open screens of one person', 'close some of them');
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    const tell = (line: string) => {
      // Ended a moment ago with the access of its reader: what is told now is for others.
      if (reply.raw.writableEnded) return;
      if (reply.raw.writableLength > unreadBytesMax) reply.raw.destroy();
      else reply.raw.write(`${line}\n\n`);
    };
    tell(': open');
    const stop = live.subscribe(workspaceId, (topic) => {
      tell(`data: ${JSON.stringify({ topic })}`);
    });
    const heartbeat = setInterval(() => tell(': still here'), heartbeatMs);
    const detach = live.attach(person, () => reply.raw.end());
    reply.raw.on('close', () => {
      clearInterval(heartbeat);
      detach();
      stop();
    });
    return reply;
  },
});
