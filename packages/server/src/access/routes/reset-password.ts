import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { useReset } from '../sign-in/use-reset.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/reset',
  summary: 'Choose a new password with a one-time link',
  permission: { action: 'own-sign-in.reset', needs: 'public' },
  body: z.object({ token: z.string().min(1).max(200), password: z.string().min(1).max(1000) }),
  response: z.object({ reset: z.literal(true) }),
  handler: async ({ body, request }, services) => {
    await useReset({ ...body, address: request.ip }, services);
    return { reset: true as const };
  },
});
