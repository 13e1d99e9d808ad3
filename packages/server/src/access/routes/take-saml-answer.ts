import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { takeSamlAnswer } from '../federation/finish-federated.ts';

const triesPerAddressMax = 120;

export const route = defineRoute({
  method: 'POST',
  path: '/api/sso/:provider/acs',
  summary: 'What a SAML provider posts through the browser; a request used once stands in for the origin',
  permission: { action: 'session.create', needs: 'public', isCrossSite: true },
  params: z.object({ provider: z.string().max(80) }),
  bodyKind: 'form',
  body: z.object({ SAMLResponse: z.string().max(400_000), RelayState: z.string().max(200) }),
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ params, body, request, reply }, services) => {
    accessOf(services).attempts.take(`saml answer ${request.ip}`, triesPerAddressMax, services.clock);
    const { SAMLResponse: answer, RelayState: relayState } = body;
    const { to } = await takeSamlAnswer({ providerId: params.provider, answer, relayState }, services);
    return reply.redirect(to, 303);
  },
});
