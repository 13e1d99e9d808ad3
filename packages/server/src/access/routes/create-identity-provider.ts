import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { addProvider } from '../federation/add-provider.ts';
import { providerShape, viewProvider } from '../federation/provider-view.ts';

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);

const common = {
  name: z.string().trim().min(1).max(200),
  /** Mail domains it may vouch for, each once it has proven itself. */
  domains: z.array(domain).min(1).max(20),
  /** Its word about a second factor is believed. */
  assertsSecondFactor: z.boolean().default(false),
  /** Whoever it vouches for and nobody added yet becomes an employee. */
  addsMembers: z.boolean().default(true),
};

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/identity-providers',
  summary: 'Add an OpenID Connect or SAML provider; where there is another owner, they have to approve it',
  permission: { action: 'identity-provider.create', needs: 'workspace' },
  body: z.discriminatedUnion('kind', [
    z.object({
      ...common,
      kind: z.literal('oidc'),
      issuer: z.url().max(500),
      clientId: z.string().trim().min(1).max(500),
      clientSecret: z.string().trim().min(1).max(2_000),
    }),
    z.object({ ...common, kind: z.literal('saml'), metadata: z.string().min(1).max(262_144) }),
  ]),
  response: providerShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const { name, domains, assertsSecondFactor, addsMembers, ...from } = body;
    const order = { workspaceId, actor, name, domains, assertsSecondFactor, addsMembers, from };
    return viewProvider(await addProvider(order, services), services);
  },
});
