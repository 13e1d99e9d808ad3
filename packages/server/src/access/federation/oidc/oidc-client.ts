import * as client from 'openid-client';
import type { AssertedIdentity } from '../asserted-identity.ts';
import { FederationProblem, stop } from '../federation-problem.ts';
import { isWebAddress } from '../saml/service-provider.ts';
import { boundedFetch } from './bounded-fetch.ts';

export type OidcSettings = {
  readonly issuer: string;
  readonly clientId: string;
  /** Hosts its addresses had when it was added. Another one later is not believed. */
  readonly hosts: readonly string[];
};

export type OidcAccess = {
  readonly settings: OidcSettings;
  readonly secret: string;
  readonly network: typeof fetch;
};

/** What must come back, kept by us alone. */
export type OidcExpected = { readonly state: string; readonly nonce: string; readonly verifier: string };

const addresses = ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint'] as const;

/** Reads what the provider publishes about itself; its issuer must be the very one that was asked. OpenID Discovery 1.0 section 4.3. */
export async function discoverProvider({
  settings,
  secret,
  network,
}: OidcAccess): Promise<client.Configuration> {
  if (!isWebAddress(settings.issuer)) stop('provider-changed', 'the issuer is no https address');
  const isPlain = new URL(settings.issuer).protocol === 'http:';
  const execute = [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])];
  const found = await explained(() =>
    client.discovery(new URL(settings.issuer), settings.clientId, undefined, client.None(), {
      [client.customFetch]: boundedFetch(network),
      execute: isPlain ? [client.allowInsecureRequests] : [],
    }),
  );
  const metadata = found.serverMetadata();
  for (const name of addresses) {
    const address = metadata[name];
    if (address === undefined && name === 'userinfo_endpoint') continue;
    if (address === undefined || !isWebAddress(address))
      stop('provider-changed', `the provider names no usable ${name}`);
  }
  if (metadata.code_challenge_methods_supported?.includes('S256') === false)
    stop('provider-changed', 'the provider does not support PKCE with S256');
  const methods = metadata.token_endpoint_auth_methods_supported;
  const basic = methods === undefined || methods.includes('client_secret_basic');
  const auth = basic ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret);
  const configuration = new client.Configuration(
    metadata,
    settings.clientId,
    { client_secret: secret },
    auth,
  );
  configuration[client.customFetch] = boundedFetch(network);
  for (const step of execute) step(configuration);
  return configuration;
}

/** The hosts a provider's addresses have. */
export function hostsOf(configuration: client.Configuration): readonly string[] {
  const metadata = configuration.serverMetadata();
  const hosts = addresses.flatMap((name) => metadata[name] ?? []).map((address) => new URL(address).host);
  return [...new Set([new URL(metadata.issuer).host, ...hosts])].sort();
}

/** Refuses a discovery document that suddenly leads to a host nobody saw when the provider was added. */
export function refuseOtherHosts(configuration: client.Configuration, { hosts }: OidcSettings): void {
  const other = hostsOf(configuration).find((host) => !hosts.includes(host));
  if (other !== undefined)
    stop('provider-changed', 'the provider now names another host than when it was added');
}

/** Where to send the browser: code flow with PKCE (S256), state and nonce. RFC 6749 section 4.1, RFC 7636, OpenID Core 3.1. */
export async function authorizationUrl(access: OidcAccess, redirectUri: string, state: string) {
  const configuration = await discoverProvider(access);
  refuseOtherHosts(configuration, access.settings);
  const expected = { state, nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state,
    nonce: expected.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(expected.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, expected };
}

/**
 * Exchanges the code and checks the id token: signature by a key of the provider (never `none`, never a shared secret), issuer,
 * audience, times, nonce. Keys are read anew each time, so that a provider may change them at any moment.
 */
export async function exchangeCode(
  access: OidcAccess,
  answer: URL,
  expected: OidcExpected,
): Promise<AssertedIdentity> {
  const configuration = await discoverProvider(access);
  refuseOtherHosts(configuration, access.settings);
  const tokens = await explained(() =>
    client.authorizationCodeGrant(configuration, answer, {
      pkceCodeVerifier: expected.verifier,
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      idTokenExpected: true,
    }),
  );
  const claims = tokens.claims() ?? stop('answer-invalid', 'the provider sent no id token');
  const hasUserInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
  const more =
    claims.email === undefined && hasUserInfo
      ? await explained(() => client.fetchUserInfo(configuration, tokens.access_token, claims.sub))
      : {};
  return identityOf({ ...more, ...claims });
}

function identityOf(
  claims: Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string },
): AssertedIdentity {
  const { iss, sub, email, email_verified: verified, name, amr, acr } = claims;
  if (sub.length === 0 || sub.length > 255) stop('answer-invalid', 'the provider names nobody');
  const listed = Array.isArray(amr) ? amr.filter((one) => typeof one === 'string') : [];
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === 'string' && email !== '' ? email.toLowerCase() : null,
    // Some providers send the word instead of the value.
    isEmailVerified: verified === true || verified === 'true',
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : null,
    methods: typeof acr === 'string' ? [...listed, acr] : listed,
  };
}

/** What the library found wrong, as one of our sentences; nothing the provider sent is repeated. */
async function explained<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw problemIn(error) ?? error;
  }
}

function problemIn(error: unknown): FederationProblem | null {
  if (error instanceof FederationProblem) return error;
  if (error instanceof client.AuthorizationResponseError)
    return new FederationProblem('provider-said-no', 'the provider says the sign-in did not succeed');
  if (error instanceof client.ResponseBodyError || error instanceof client.WWWAuthenticateChallengeError)
    return new FederationProblem(
      'answer-invalid',
      'the provider did not exchange the code: client id, client secret or redirect address may differ',
    );
  if (!(error instanceof Error)) return null;
  const inner = problemIn(error.cause);
  if (inner !== null) return inner;
  if (!('code' in error) || typeof error.code !== 'string' || !error.code.startsWith('OAUTH_')) return null;
  return new FederationProblem(
    codes[error.code] ?? 'answer-invalid',
    sentences[error.code] ?? 'the answer of the provider is not valid',
  );
}

const codes: Readonly<Record<string, FederationProblem['code']>> = {
  OAUTH_TIMEOUT: 'provider-unreachable',
  OAUTH_ABORT: 'provider-unreachable',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'provider-unreachable',
  OAUTH_RESPONSE_IS_NOT_JSON: 'provider-unreachable',
  OAUTH_PARSE_ERROR: 'provider-unreachable',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'provider-changed',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'answer-expired',
};

const sentences: Readonly<Record<string, string>> = {
  OAUTH_TIMEOUT: 'the provider did not answer in time',
  OAUTH_ABORT: 'the provider did not answer in time',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'the provider did not answer as agreed',
  OAUTH_RESPONSE_IS_NOT_JSON: 'the provider did not answer with JSON',
  OAUTH_PARSE_ERROR: 'the provider did not answer with JSON',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'the provider names another issuer than the one that was entered',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'the id token is not valid at this time',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'the id token is not for this sign-in',
  OAUTH_KEY_SELECTION_FAILED: 'no key of the provider fits the id token',
  OAUTH_UNSUPPORTED_OPERATION: 'the id token is signed with a method that is not accepted',
  OAUTH_INVALID_RESPONSE: 'the answer of the provider does not belong to this sign-in',
};
