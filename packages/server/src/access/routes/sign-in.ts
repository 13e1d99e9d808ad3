import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { deviceOf } from '../sign-in/device.ts';
import { signIn } from '../sign-in.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Sign in with e-mail address and password; a code is asked for where a second factor is enrolled',
  permission: { action: 'session.create', needs: 'public' },
  body: z.object({ email: z.email().max(320), password: z.string().min(1).max(1000) }),
  response: z.discriminatedUnion('state', [
    z.object({ state: z.literal('signed-in') }),
    z.object({ state: z.literal('second-step'), methods: z.array(z.enum(['totp', 'recovery-code'])) }),
  ]),
  handler: async ({ body, request, reply }, services) => {
    const device = deviceOf(request.headers['user-agent']);
    const { state, cookies } = await signIn({ ...body, address: request.ip, device }, services);
    void reply.header('set-cookie', [...cookies]);
    if (state === 'signed-in') return { state };
    const methods: ('totp' | 'recovery-code')[] = ['totp', 'recovery-code'];
    return { state, methods };
  },
});
