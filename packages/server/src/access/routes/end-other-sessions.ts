import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { endOtherSessions } from '../sign-in/end-one-session.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/account/sessions',
  summary: 'End all of one’s own sessions but this one',
  permission: { action: 'own-session.end', needs: 'signed-in' },
  response: z.object({ ended: z.literal(true) }),
  handler: async ({ request }, services) => {
    await endOtherSessions(request, services);
    return { ended: true as const };
  },
});
