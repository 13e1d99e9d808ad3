import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { LocalServer } from './oidc-peer.ts';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** A provider that answers whatever a test wants; by default all of it is right. */
export type Forger = {
  /** Claims of the id token, over the right ones. */
  claims: Record<string, unknown>;
  /** Makes the id token from its claims. */
  sign: (claims: Record<string, unknown>) => Promise<string>;
  discovery: Record<string, unknown>;
  /** Answers in place of the token endpoint. */
  token: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  readonly key: KeyPair;
  /** Publishes another key and signs with it from now on. */
  rotate(): Promise<void>;
};

export async function answerAsForger(local: LocalServer): Promise<Forger> {
  let pair = await generateKeyPair('RS256', { extractable: true });
  let kid = 'first';
  const signRight = (claims: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(pair.privateKey);
  const forger: Forger = {
    claims: {},
    sign: signRight,
    discovery: {},
    token: null,
    get key() {
      return pair;
    },
    rotate: async () => {
      pair = await generateKeyPair('RS256', { extractable: true });
      kid = 'second';
    },
  };
  local.answer = (request, response) => {
    const send = (body: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const path = request.url ?? '';
    if (path === '/.well-known/openid-configuration')
      return void send({ ...discoveryOf(local.url), ...forger.discovery });
    if (path === '/jwks')
      return void exportJWK(pair.publicKey).then((key) =>
        send({ keys: [{ ...key, kid, alg: 'RS256', use: 'sig' }] }),
      );
    if (path !== '/token') return void response.writeHead(404).end();
    if (forger.token !== null) return forger.token(request, response);
    void forger
      .sign(forger.claims)
      .then((token) =>
        send({ access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: token }),
      );
    return undefined;
  };
  return forger;
}

function discoveryOf(url: string): Record<string, unknown> {
  return {
    issuer: url,
    authorization_endpoint: `${url}/auth`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };
}

/** The right claims for a walk that began at this address. */
export function rightClaims(start: URL, issuer: string): Record<string, unknown> {
  const now = Math.floor(performance.timeOrigin / 1_000 + performance.now() / 1_000);
  return {
    iss: issuer,
    aud: start.searchParams.get('client_id'),
    nonce: start.searchParams.get('nonce'),
    sub: 'person-1',
    email: 'fay@company.example',
    email_verified: true,
    name: 'Fay Forged',
    iat: now,
    exp: now + 300,
  };
}

/** RFC 7636 section 4.6, by hand. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
