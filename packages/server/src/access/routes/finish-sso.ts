import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { finishFederated } from '../federation/finish-federated.ts';
import { endedWalkCookie, walkCookieName } from '../federation/walk-cookie.ts';
import { deviceOf } from '../sign-in/device.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/sso/:provider/callback',
  summary: 'The way back from an identity provider: signs in and leads to the page that was wanted',
  permission: { action: 'session.create', needs: 'public' },
  params: z.object({ provider: z.string().max(80) }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ params, request, reply }, services) => {
    const cookie = request.cookies[walkCookieName(services)];
    const device = deviceOf(request.headers['user-agent']);
    const answer = { providerId: params.provider, address: request.url, cookie, device };
    const { to, cookies } = await finishFederated(answer, services);
    return reply.header('set-cookie', [...cookies, endedWalkCookie(services)]).redirect(to, 303);
  },
});
