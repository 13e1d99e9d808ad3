import { z } from 'zod';
import type { Services } from '../../platform/index.ts';
import { addressesFor } from './provider-addresses.ts';
import type { StoredProvider } from './providers.store.ts';
import { domainRecord } from './verify-domain.ts';

export const testShape = z.object({
  at: z.string(),
  steps: z.array(
    z.object({ name: z.string(), outcome: z.enum(['passed', 'failed', 'unknown']), detail: z.string() }),
  ),
});

export const providerShape = z.object({
  id: z.string(),
  kind: z.enum(['oidc', 'saml']),
  name: z.string(),
  /** Issuer or entity id. */
  issuer: z.string(),
  clientId: z.string().nullable(),
  /** `waiting`: signs nobody in until a second person approves it. */
  state: z.enum(['waiting', 'active']),
  assertsSecondFactor: z.boolean(),
  addsMembers: z.boolean(),
  domains: z.array(
    z.object({
      domain: z.string(),
      verifiedAt: z.string().nullable(),
      /** What a text record of the domain has to say. */
      record: z.string(),
    }),
  ),
  /** What the provider must be told of us. */
  addresses: z.object({ redirectUrl: z.string(), answersUrl: z.string(), entityId: z.string() }),
  requestedBy: z.string(),
  requestedAt: z.string(),
  approvedBy: z.string().nullable(),
  position: z.number(),
  lastTest: testShape.nullable(),
});

/** Everything about a provider but its secret. */
export function viewProvider(provider: StoredProvider, services: Services): z.input<typeof providerShape> {
  const { settings, secret: _secret, workspaceId, approvedAt: _at, domains, lastTest, ...rest } = provider;
  return {
    ...rest,
    kind: settings.kind,
    issuer: settings.kind === 'oidc' ? settings.issuer : settings.entityId,
    clientId: settings.kind === 'oidc' ? settings.clientId : null,
    domains: domains.map((one) => ({ ...one, record: domainRecord(workspaceId, one.domain, services) })),
    addresses: addressesFor(provider.id, services),
    lastTest: lastTest === null ? null : { ...lastTest, steps: [...lastTest.steps] },
  };
}
