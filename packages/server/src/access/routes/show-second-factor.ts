import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { ownUser } from '../sign-in/own-user.ts';
import { secondStepBody } from '../sign-in/second-step-shape.ts';
import { showSecondFactor } from '../sign-in/show-second-factor.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/account/second-step',
  summary: 'Show the second factor in a session that has not yet',
  permission: { action: 'own-sign-in.enrol', needs: 'signed-in' },
  body: secondStepBody,
  response: z.object({ satisfied: z.literal(true) }),
  handler: async ({ body, actor, request }, services) => {
    await showSecondFactor(request, { userId: ownUser(actor), shown: body }, services);
    return { satisfied: true as const };
  },
});
