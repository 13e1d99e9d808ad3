import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { addressesFor } from '../federation/provider-addresses.ts';
import { findProviderAnywhere } from '../federation/providers.store.ts';
import { serviceMetadata } from '../federation/saml/service-provider.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/sso/:provider/metadata',
  summary: 'What a SAML provider needs to know of this Daybook, as XML',
  permission: { action: 'session.create', needs: 'public' },
  params: z.object({ provider: z.string().max(80) }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ params, reply }, services) => {
    const found = await services.database.withSystem('find a provider', (tx) =>
      findProviderAnywhere(tx, params.provider),
    );
    if (found?.settings.kind !== 'saml') return refuse('not-found');
    return reply.type('application/samlmetadata+xml').send(serviceMetadata(addressesFor(found.id, services)));
  },
});
