import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { signOut } from '../sign-out.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/sign-out',
  summary: 'End this session',
  permission: { action: 'session.end', needs: 'public' },
  response: z.object({ signedOut: z.literal(true) }),
  handler: async ({ request, reply }, services) => {
    const cookies = await signOut(request.headers.cookie ?? '', services);
    void reply.header('set-cookie', [...cookies]);
    return { signedOut: true as const };
  },
});
