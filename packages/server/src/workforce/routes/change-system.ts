import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { changeSystem, type SystemWords } from '../systems/register-system.ts';
import { systemWords } from '../systems/system-shapes.ts';

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/workspaces/:workspace/systems/:system',
  summary: 'Change what is registered about a system',
  permission: { action: 'system.change', needs: 'workspace' },
  params: z.object({ workspace: z.string(), system: z.string() }),
  body: z.object(systemWords).partial(),
  response: z.object({ system: z.string(), position: z.int() }),
  handler: async ({ workspaceId, actor, params, body }, services) => {
    // What is left out stays as it is; `undefined` would be a word of its own.
    const change = Object.fromEntries(
      Object.entries(body).filter(([, value]) => value !== undefined),
    ) as Partial<SystemWords>;
    const order = { workspaceId, actor, system: params.system, change };
    const { system, position } = await changeSystem(order, services);
    return { system, position };
  },
});
