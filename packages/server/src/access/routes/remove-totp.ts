import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { ownUser } from '../sign-in/own-user.ts';
import { removeSecondFactor } from '../sign-in/remove-second-factor.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/account/totp',
  summary: 'Take the authenticator app away; other sessions end',
  permission: { action: 'own-sign-in.enrol', needs: 'signed-in' },
  body: z.object({ password: z.string().max(1000).default('') }),
  response: z.object({ removed: z.literal(true) }),
  handler: async ({ body, actor, request }, services) => {
    await removeSecondFactor(request, { userId: ownUser(actor), password: body.password }, services);
    return { removed: true as const };
  },
});
