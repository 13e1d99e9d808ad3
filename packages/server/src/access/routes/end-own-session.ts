import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { endOwnSession } from '../sign-in/end-one-session.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/account/sessions/:session',
  summary: 'End one of one’s own sessions',
  permission: { action: 'own-session.end', needs: 'signed-in' },
  params: z.object({ session: z.string().max(80) }),
  response: z.object({ ended: z.literal(true) }),
  handler: async ({ request, params }, services) => {
    await endOwnSession(request, params.session, services);
    return { ended: true as const };
  },
});
