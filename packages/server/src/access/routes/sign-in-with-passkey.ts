import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { assertionShape } from '../passkeys/passkey-shapes.ts';
import { signInWithPasskey } from '../passkeys/sign-in-with-passkey.ts';
import { deviceOf } from '../sign-in/device.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/sign-in/passkey',
  summary: 'Sign in with a passkey, which counts as a second factor',
  permission: { action: 'session.create', needs: 'public' },
  body: z.object({ response: assertionShape }),
  response: z.object({ state: z.literal('signed-in') }),
  handler: async ({ body, request, reply }, services) => {
    const { host, cookie, 'user-agent': userAgent } = request.headers;
    const input = { ...body, host, cookie, address: request.ip, device: deviceOf(userAgent) };
    void reply.header('set-cookie', [...(await signInWithPasskey(input, services))]);
    return { state: 'signed-in' as const };
  },
});
