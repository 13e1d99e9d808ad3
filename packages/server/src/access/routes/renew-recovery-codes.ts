import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { ownUser } from '../sign-in/own-user.ts';
import { renewRecoveryCodes } from '../sign-in/remove-second-factor.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/account/recovery-codes',
  summary: 'Make new recovery codes; those before are void',
  permission: { action: 'own-sign-in.enrol', needs: 'signed-in' },
  body: z.object({ password: z.string().max(1000).default('') }),
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  handler: async ({ body, actor, request }, services) => {
    const confirmation = { userId: ownUser(actor), password: body.password };
    return { recoveryCodes: [...(await renewRecoveryCodes(request, confirmation, services))] };
  },
});
