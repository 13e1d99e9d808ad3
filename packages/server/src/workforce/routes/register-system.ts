import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { registerSystem } from '../systems/register-system.ts';
import { systemWords } from '../systems/system-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/systems',
  summary: 'Register a system: what it is, who answers for it, how its list is had and how often it is read',
  permission: { action: 'system.register', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    system: z.string().trim().min(1).max(200),
    name: systemWords.name,
    kind: systemWords.kind,
    channel: systemWords.channel.default(null),
    owner: systemWords.owner.default(null),
    means: systemWords.means,
    logRetentionDays: systemWords.logRetentionDays.default(null),
    intervalHours: systemWords.intervalHours.default(null),
    reviewDays: systemWords.reviewDays.default(null),
  }),
  response: z.object({ system: z.string(), position: z.int() }),
  handler: async ({ workspaceId, actor, body }, services) => {
    const { system, position } = await registerSystem({ ...body, workspaceId, actor }, services);
    return { system, position };
  },
});
