import type { Services } from '../../platform/index.ts';
import { digestOf, type Expected, keepAttempt, newSecret } from './attempts.ts';
import { stop } from './federation-problem.ts';
import { authorizationUrl } from './oidc/oidc-client.ts';
import { addressesFor } from './provider-addresses.ts';
import { oidcAccessOf } from './provider-secret.ts';
import { findProviderAnywhere, type StoredProvider } from './providers.store.ts';
import { signInRequest } from './saml/service-provider.ts';

export type Beginning = {
  readonly providerId: string;
  readonly purpose: 'sign-in' | 'test';
  /** A path of our own. */
  readonly returnTo: string;
  /** Of a test: whose it is. */
  readonly askedBy: string | null;
};

/** Where to send the browser, and the cookie that binds the walk to it. Nothing is asked of the provider inside a transaction. */
export async function beginFederated(
  { providerId, purpose, returnTo, askedBy }: Beginning,
  services: Services,
): Promise<{ readonly url: string; readonly browser: string }> {
  const { database } = services;
  const provider = await database.withSystem('find a provider', (tx) => findProviderAnywhere(tx, providerId));
  if (provider === null) return stop('provider-waits', 'there is no such provider');
  if (purpose === 'sign-in' && provider.state !== 'active')
    stop('provider-waits', 'the provider waits for a second person');
  const state = newSecret();
  const browser = newSecret();
  const { url, expected } = await requestOf(provider, state, services);
  const { workspaceId } = provider;
  const attempt = {
    workspaceId,
    providerId,
    purpose,
    returnTo,
    askedBy,
    expected,
    browserDigest: digestOf(browser),
  };
  await database.withSystem('begin a sign-in', (tx) => keepAttempt(tx, state, attempt, services));
  return { url, browser };
}

async function requestOf(
  provider: StoredProvider,
  state: string,
  services: Services,
): Promise<{ readonly url: string; readonly expected: Expected }> {
  const { redirectUrl, answersUrl, entityId } = addressesFor(provider.id, services);
  if (provider.settings.kind === 'saml') {
    const { url, requestId } = signInRequest(provider.settings, { entityId, answersUrl }, state);
    return { url, expected: { requestId } };
  }
  const { url, expected } = await authorizationUrl(oidcAccessOf(provider, services), redirectUrl, state);
  return { url, expected: { nonce: expected.nonce, verifier: expected.verifier } };
}
