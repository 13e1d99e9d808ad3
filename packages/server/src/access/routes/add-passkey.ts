import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { addPasskey } from '../passkeys/add-passkey.ts';
import { attestationShape } from '../passkeys/passkey-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/account/passkeys',
  summary: 'Keep a new passkey; this session has its second factor from then on',
  permission: { action: 'passkey.create', needs: 'signed-in' },
  body: z.object({ name: z.string().trim().min(1).max(120), response: attestationShape }),
  response: z.object({ id: z.string() }),
  handler: ({ body, request }, services) => {
    const { host, cookie } = request.headers;
    return addPasskey({ ...body, host, cookie }, services);
  },
});
