import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { beginFederated } from '../federation/begin-federated.ts';
import { landing } from '../federation/finish-federated.ts';
import { ownPath, walkCookie } from '../federation/walk-cookie.ts';

const triesPerAddressMax = 60;

export const route = defineRoute({
  method: 'GET',
  path: '/api/sso/:provider/start',
  summary: 'Begin a sign-in through an identity provider: a redirect to it',
  permission: { action: 'session.create', needs: 'public' },
  params: z.object({ provider: z.string().max(80) }),
  query: z.object({ next: z.string().max(2_000).default('/') }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ params, query, request, reply }, services) => {
    accessOf(services).attempts.take(`sso start ${request.ip}`, triesPerAddressMax, services.clock);
    const returnTo = ownPath(query.next);
    const beginning = { providerId: params.provider, purpose: 'sign-in', returnTo, askedBy: null } as const;
    try {
      const { url, browser } = await beginFederated(beginning, services);
      return reply.header('set-cookie', walkCookie(browser, services)).redirect(url, 303);
    } catch (error) {
      return reply.redirect(landing(error, returnTo, services).to, 303);
    }
  },
});
