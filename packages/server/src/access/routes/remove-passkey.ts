import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { removePasskey } from '../passkeys/remove-passkey.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/account/passkeys/:passkey',
  summary: 'Remove a passkey of one’s own; asks for the password, or a second factor shown lately',
  permission: { action: 'passkey.remove', needs: 'signed-in' },
  params: z.object({ passkey: z.string().max(80) }),
  body: z.object({ password: z.string().min(1).max(1000).optional() }),
  response: z.object({ removed: z.literal(true) }),
  handler: async ({ body, params, request }, services) => {
    const { cookie } = request.headers;
    await removePasskey({ cookie, passkey: params.passkey, password: body.password }, services);
    return { removed: true as const };
  },
});
