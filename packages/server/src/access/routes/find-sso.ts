import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { mailDomainOf } from '../federation/admit-identity.ts';
import { findProvidersOfDomain } from '../federation/providers.store.ts';

const triesPerAddressMax = 60;

export const route = defineRoute({
  method: 'GET',
  path: '/api/sso',
  summary:
    'Identity providers that vouch for the domain of a mail address; says nothing about whether the address is known',
  permission: { action: 'session.create', needs: 'public' },
  query: z.object({ email: z.string().trim().toLowerCase().max(320) }),
  response: z.object({
    items: z.array(z.object({ id: z.string(), name: z.string(), workspace: z.string(), start: z.string() })),
  }),
  handler: async ({ query, request }, services) => {
    accessOf(services).attempts.take(`sso lookup ${request.ip}`, triesPerAddressMax, services.clock);
    const domain = mailDomainOf(query.email);
    if (domain === null) return { items: [] };
    const found = await services.database.withSystem('find providers', (tx) =>
      findProvidersOfDomain(tx, domain),
    );
    return { items: found.map((one) => ({ ...one, start: `/api/sso/${one.id}/start` })) };
  },
});
