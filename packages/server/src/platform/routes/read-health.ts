import { z } from 'zod';
import { defineRoute } from '../define-route.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/health',
  summary: 'Says that this process answers and reaches its database',
  permission: { action: 'health.read', needs: 'public' },
  response: z.object({ status: z.literal('ok'), version: z.string() }),
  handler: async (_input, { database, settings }) => {
    await database.withSystem('health', async (tx) => tx.client.query('select 1'));
    return { status: 'ok' as const, version: settings.version };
  },
});
