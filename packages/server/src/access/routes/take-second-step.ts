import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { deviceOf } from '../sign-in/device.ts';
import { takeSecondStep } from '../sign-in/second-step.ts';
import { secondStepBody } from '../sign-in/second-step-shape.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/sign-in/second-step',
  summary: 'Finish a sign-in with a code of the authenticator app or a recovery code',
  permission: { action: 'session.create', needs: 'public' },
  body: secondStepBody,
  response: z.object({ state: z.literal('signed-in') }),
  handler: async ({ body, request, reply }, services) => {
    const { ip: address } = request;
    const device = deviceOf(request.headers['user-agent']);
    const step = { shown: body, cookie: request.headers.cookie, address, device };
    const cookies = await takeSecondStep(step, services);
    void reply.header('set-cookie', [...cookies]);
    return { state: 'signed-in' as const };
  },
});
