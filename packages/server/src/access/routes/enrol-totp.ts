import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { beginEnrolment } from '../sign-in/enrol-second-factor.ts';
import { ownUser } from '../sign-in/own-user.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/account/totp',
  summary: 'Begin to enrol an authenticator app: a secret that counts once a code of it is confirmed',
  permission: { action: 'own-sign-in.enrol', needs: 'signed-in' },
  body: z.object({ password: z.string().max(1000).default('') }),
  response: z.object({ uri: z.string(), secret: z.string() }),
  handler: ({ body, actor, request }, services) =>
    beginEnrolment(request, { userId: ownUser(actor), password: body.password }, services),
});
