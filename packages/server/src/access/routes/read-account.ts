import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { readAccount } from '../sign-in/read-account.ts';
import { waysIn } from '../sign-in/ways-in.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/account',
  summary: 'How one signs in oneself: ways in, second factor, recovery codes that are left',
  permission: { action: 'own-sign-in.read', needs: 'signed-in' },
  response: z.object({
    methods: z.array(z.enum(waysIn)),
    isEnrolled: z.boolean(),
    /** Null where no second factor is enrolled, or the codes cannot be read for want of their key. */
    recoveryCodesLeft: z.number().nullable(),
  }),
  handler: ({ request }, services) => readAccount(request, services),
});
