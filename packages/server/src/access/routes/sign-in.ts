import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { deviceOf } from '../sign-in/device.ts';
import { signIn } from '../sign-in.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Sign in with e-mail address and password',
  permission: { action: 'session.create', needs: 'public' },
  body: z.object({ email: z.email().max(320), password: z.string().min(1).max(1000) }),
  response: z.object({ signedIn: z.literal(true) }),
  handler: async ({ body, request, reply }, services) => {
    const cookies = await signIn(
      { ...body, address: request.ip, device: deviceOf(request.headers['user-agent']) },
      services,
    );
    void reply.header('set-cookie', [...cookies]);
    return { signedIn: true as const };
  },
});
