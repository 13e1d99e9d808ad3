import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { requestShape } from '../passkeys/passkey-shapes.ts';
import { offerPasskeySignIn } from '../passkeys/sign-in-with-passkey.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/sign-in/passkey/options',
  summary: 'A challenge for a sign-in with a passkey: five minutes, one try, this browser',
  permission: { action: 'session.create', needs: 'public' },
  body: z.object({}).default({}),
  response: requestShape,
  handler: async ({ request, reply }, services) => {
    const { host } = request.headers;
    const { options, cookies } = await offerPasskeySignIn({ host, address: request.ip }, services);
    void reply.header('set-cookie', [...cookies]);
    return options;
  },
});
