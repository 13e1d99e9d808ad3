import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { offerPasskey } from '../passkeys/add-passkey.ts';
import { creationShape } from '../passkeys/passkey-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/account/passkeys/options',
  summary: 'A challenge for a new passkey; asks for the password, or a second factor shown lately',
  permission: { action: 'passkey.create', needs: 'signed-in' },
  body: z.object({ password: z.string().min(1).max(1000).optional() }),
  response: creationShape,
  handler: async ({ body, request, reply }, services) => {
    const { host, cookie } = request.headers;
    const { options, cookies } = await offerPasskey({ host, cookie, password: body.password }, services);
    void reply.header('set-cookie', [...cookies]);
    return options;
  },
});
