import type { Services } from '../../platform/index.ts';
import { stop } from './federation-problem.ts';
import type { OidcAccess } from './oidc/oidc-client.ts';
import type { StoredProvider } from './providers.store.ts';

/** Seals a client secret under the id of its provider, so that it opens nowhere else. */
export function sealSecret(
  secret: string,
  providerId: string,
  { keyring }: Pick<Services, 'keyring'>,
): Buffer {
  return keyring.seal(Buffer.from(secret), sealedFor(providerId));
}

/** The secret is open only inside the call to the provider. */
export function oidcAccessOf(provider: StoredProvider, { keyring, settings }: Services): OidcAccess {
  const { secret, id } = provider;
  if (provider.settings.kind !== 'oidc' || secret === null)
    return stop('provider-waits', 'this provider does not speak OpenID Connect');
  return {
    settings: provider.settings,
    secret: keyring.open(secret, sealedFor(id)).toString(),
    network: settings.fetch,
  };
}

function sealedFor(providerId: string): string {
  return `identity provider ${providerId}`;
}
