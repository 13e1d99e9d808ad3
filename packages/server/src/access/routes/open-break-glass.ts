import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { openSealed } from '../federation/open-sealed.ts';
import { deviceOf } from '../sign-in/device.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/break-glass/sign-in',
  summary:
    'Sign in with a sealed account; its password works once, the owners are told, and somebody else reviews it',
  permission: { action: 'session.create', needs: 'public' },
  body: z.object({
    name: z.string().trim().min(1).max(80),
    password: z.string().min(1).max(200),
    reason: z.string().trim().min(1).max(2_000),
  }),
  response: z.object({ signedIn: z.literal(true) }),
  handler: async ({ body, request, reply }, services) => {
    const order = { ...body, address: request.ip, device: deviceOf(request.headers['user-agent']) };
    void reply.header('set-cookie', [...(await openSealed(order, services))]);
    return { signedIn: true as const };
  },
});
