import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { describePasskeys } from '../passkeys/describe-passkeys.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/account/passkeys',
  summary: 'One’s own passkeys, and why none can be used at this address if so',
  permission: { action: 'passkey.list', needs: 'signed-in' },
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        maker: z.string().nullable(),
        isSynced: z.boolean(),
        createdAt: z.string(),
        lastUsedAt: z.string().nullable(),
        state: z.enum(['working', 'refused']),
      }),
    ),
    unavailable: z.enum(['ip-address', 'not-secure', 'no-address']).nullable(),
  }),
  handler: async ({ actor, request }, services) => {
    const userId = actor.userId ?? refuse('person-needed');
    const view = await describePasskeys({ userId, host: request.headers.host }, services);
    return { ...view, items: [...view.items] };
  },
});
