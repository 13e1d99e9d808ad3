import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { changePassword } from '../sign-in/change-password.ts';
import { ownUser } from '../sign-in/own-user.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/account/password',
  summary: 'Choose another password; every other session ends',
  permission: { action: 'own-sign-in.change', needs: 'signed-in' },
  body: z.object({ current: z.string().min(1).max(1000), next: z.string().min(1).max(1000) }),
  response: z.object({ changed: z.literal(true) }),
  handler: async ({ body, actor, request }, services) => {
    await changePassword(request, { userId: ownUser(actor), ...body }, services);
    return { changed: true as const };
  },
});
