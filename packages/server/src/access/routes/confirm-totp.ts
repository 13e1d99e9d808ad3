import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { deviceOf } from '../sign-in/device.ts';
import { confirmEnrolment } from '../sign-in/enrol-second-factor.ts';
import { ownUser } from '../sign-in/own-user.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/account/totp/confirm',
  summary: 'Enrol the authenticator app with a code of it; recovery codes are shown this once',
  permission: { action: 'own-sign-in.enrol', needs: 'signed-in' },
  body: z.object({ code: z.string().trim().min(1).max(20) }),
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  handler: async ({ body, actor, request, reply }, services) => {
    const device = deviceOf(request.headers['user-agent']);
    const input = { userId: ownUser(actor), code: body.code, device };
    const { recoveryCodes, cookies } = await confirmEnrolment(request, input, services);
    void reply.header('set-cookie', [...cookies]);
    return { recoveryCodes: [...recoveryCodes] };
  },
});
