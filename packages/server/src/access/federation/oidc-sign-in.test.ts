import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, cookieOf, get, post } from '../testing/start-access.ts';
import { answerAsForger, challengeOf, type Forger, rightClaims } from './testing/forging-provider.ts';
import { answerAsProvider, type LocalServer, type Person, serveLocally, visit } from './testing/oidc-peer.ts';
import {
  base,
  begin,
  type Federation,
  landingOf,
  startFederation,
  type Walk,
} from './testing/start-federation.ts';

const client = { clientId: 'daybook', clientSecret: 'a shared secret of the test' };
let federation: Federation;

beforeAll(async () => {
  federation = await startFederation();
});

afterAll(async () => {
  await federation?.[Symbol.asyncDispose]();
});

function comeBack(provider: string, walk: Pick<Walk, 'browser'>, query: URLSearchParams) {
  return get(federation.server, `/api/sso/${provider}/callback?${query}`, walk.browser);
}

describe('with oidc-provider', () => {
  let peer: LocalServer;
  let provider: string;
  let person: Person;

  beforeAll(async () => {
    peer = await serveLocally();
    person = {
      sub: 'emma-1',
      claims: { email: 'emma@company.example', email_verified: true, name: 'Emma Employee' },
    };
    answerAsProvider(peer, [], () => person);
    provider = await federation.addProvider({ kind: 'oidc', issuer: peer.url, ...client });
    answerAsProvider(peer, [`http://127.0.0.1:7400/api/sso/${provider}/callback`], () => person);
  });

  afterAll(async () => {
    await peer?.[Symbol.asyncDispose]();
  });

  async function signIn(next = '/ledger') {
    const walk = await begin(federation.server, provider, next);
    return comeBack(provider, walk, (await visit(walk.url)).searchParams);
  }

  test('code, PKCE, state and nonce are sent, and the way back signs in a new employee', async () => {
    const walk = await begin(federation.server, provider, '/sources');
    const sent = Object.fromEntries(walk.url.searchParams);

    const landed = await comeBack(provider, walk, (await visit(walk.url)).searchParams);

    expect(sent).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email profile',
    });
    expect([sent.state?.length, sent.nonce?.length]).toEqual([43, 43]);
    expect(landingOf(landed)).toBe('/sources');
    const session = await get(federation.server, '/api/session', cookieOf(landed));
    expect(session.json()).toMatchObject({
      user: { email: 'emma@company.example', name: 'Emma Employee' },
      secondFactor: { satisfied: false },
      methods: ['sso'],
      workspaces: [{ slug: 'default', role: 'employee' }],
    });
  });

  test('the same person comes back as the same member, also under a new address', async () => {
    const before = await get(federation.server, '/api/session', cookieOf(await signIn()));
    person = { ...person, claims: { ...person.claims, email: 'emma.new@company.example' } };

    const after = await get(federation.server, '/api/session', cookieOf(await signIn()));

    expect(after.json().workspaces[0].subject).toBe(before.json().workspaces[0].subject);
  });

  test('a code of another walk does not fit the verifier of this one', async () => {
    const [mine, other] = [
      await begin(federation.server, provider),
      await begin(federation.server, provider),
    ];
    const stolen = (await visit(other.url)).searchParams;
    stolen.set('state', mine.url.searchParams.get('state') ?? '');

    expect(landingOf(await comeBack(provider, mine, stolen))).toBe('answer-invalid');
  });

  test('an answer counts once, and in the browser that asked', async () => {
    const walk = await begin(federation.server, provider);
    const back = (await visit(walk.url)).searchParams;
    const other = await begin(federation.server, provider);

    expect(landingOf(await comeBack(provider, other, back))).toBe('attempt-unknown');
    expect(landingOf(await comeBack(provider, walk, back))).toBe('attempt-unknown');
  });

  test('an unknown or run-out state signs nobody in', async () => {
    const walk = await begin(federation.server, provider);
    const back = (await visit(walk.url)).searchParams;
    federation.server.clock.forward(11 * 60_000);

    expect(landingOf(await comeBack(provider, walk, back))).toBe('attempt-unknown');
    expect(landingOf(await comeBack(provider, walk, new URLSearchParams({ code: 'a', state: 'b' })))).toBe(
      'attempt-unknown',
    );
  });

  test('what the provider answers with an error is said as such', async () => {
    const walk = await begin(federation.server, provider);
    const state = walk.url.searchParams.get('state') ?? '';

    const landed = await comeBack(
      provider,
      walk,
      new URLSearchParams({ error: 'access_denied', state, iss: peer.url }),
    );

    expect(landingOf(landed)).toBe('provider-said-no');
  });

  test('an existing member is found by a verified address, never by an unverified one', async () => {
    const anna = {
      name: 'Anna Agent',
      email: 'anna@company.example',
      password: 'a long enough phrase',
      role: 'agent',
    };
    await post(federation.server, `${base}/members`, anna, federation.cookie);
    person = { sub: 'anna-1', claims: { email: 'Anna@Company.example', email_verified: false } };
    expect(landingOf(await signIn())).toBe('address-unverified');

    person = { sub: 'anna-1', claims: { email: 'Anna@Company.example', email_verified: true } };
    const session = await get(federation.server, '/api/session', cookieOf(await signIn()));

    expect(session.json()).toMatchObject({
      user: { email: 'anna@company.example' },
      workspaces: [{ role: 'agent' }],
    });
  });

  test('nobody is taken over by an address of another domain, and no second identity takes over a linked member', async () => {
    person = { sub: 'mallory', claims: { email: 'emma@elsewhere.example', email_verified: true } };
    expect(landingOf(await signIn())).toBe('domain-not-claimed');

    person = { sub: 'mallory', claims: { email: 'anna@company.example', email_verified: true } };
    expect(landingOf(await signIn())).toBe('not-a-member');
  });

  test('somebody who was removed does not come back by themselves', async () => {
    person = { sub: 'rolf-1', claims: { email: 'rolf@company.example', email_verified: true } };
    const cookie = cookieOf(await signIn());
    const { subject } = (await get(federation.server, '/api/session', cookie)).json().workspaces[0];
    const removed = await federation.server.app.inject({
      method: 'DELETE',
      url: `${base}/members/${subject}?reason=left`,
      headers: { origin: 'http://127.0.0.1:7400', cookie: federation.cookie },
    });
    expect(codeOf(removed)).toBe('200 ok');

    expect(landingOf(await signIn())).toBe('was-removed');
  });

  test('a path outside our own pages is never returned to', async () => {
    person = { sub: 'emma-1', claims: { email: 'emma@company.example', email_verified: true } };

    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '/api/sign-out'])
      expect(landingOf(await signIn(next))).toBe('/');
  });

  test('the secret of the provider is sealed, and no answer holds it', async () => {
    const listed = await get(federation.server, `${base}/identity-providers`, federation.cookie);
    const { rows } = await federation.server.services.database.systemPool.query(
      'select secret, settings::text from identity_provider where kind = $1',
      ['oidc'],
    );

    expect(listed.body).not.toContain(client.clientSecret);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(Buffer.from(row.secret).includes(client.clientSecret)).toBe(false);
      expect(row.settings).not.toContain(client.clientSecret);
    }
  });
});

describe('with a provider that lies', () => {
  let peer: LocalServer;
  let provider: string;
  let forger: Forger;

  beforeAll(async () => {
    peer = await serveLocally();
    forger = await answerAsForger(peer);
    provider = await federation.addProvider({ kind: 'oidc', issuer: peer.url, ...client });
  });

  beforeEach(async () => {
    forger = await answerAsForger(peer);
  });

  afterAll(async () => {
    await peer?.[Symbol.asyncDispose]();
  });

  /** One walk whose id token is changed in one way; where it ends. */
  async function walkWith(
    claims: Record<string, unknown>,
    prepare: () => void = () => undefined,
  ): Promise<string> {
    const walk = await begin(federation.server, provider);
    if (walk.url.searchParams.has('sso')) return walk.url.searchParams.get('sso') ?? '';
    forger.claims = { ...rightClaims(walk.url, peer.url), ...claims };
    prepare();
    const state = walk.url.searchParams.get('state') ?? '';
    return landingOf(await comeBack(provider, walk, new URLSearchParams({ code: 'code', state })));
  }

  const now = Math.floor(performance.timeOrigin / 1_000);
  const wrong: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['another issuer', { iss: 'https://other.example' }, 'answer-invalid'],
    ['another audience', { aud: 'somebody-else' }, 'answer-invalid'],
    ['two audiences without an authorised party', { aud: ['daybook', 'other'] }, 'answer-invalid'],
    ['another nonce', { nonce: 'another' }, 'answer-invalid'],
    ['no nonce', { nonce: undefined }, 'answer-invalid'],
    ['a time that is over', { exp: now - 600 }, 'answer-expired'],
    ['a time that has not begun', { nbf: now + 6_000 }, 'answer-expired'],
    ['no subject', { sub: undefined }, 'answer-invalid'],
    [
      'an address that is no address',
      { sub: 'two', email: '"a@company.example"@evil.example' },
      'domain-not-claimed',
    ],
    [
      'an address with a second one in it',
      { sub: 'two', email: 'a@evil.example,b@company.example' },
      'domain-not-claimed',
    ],
    ['no address', { sub: 'two', email: undefined }, 'address-unverified'],
  ];

  test('the right answer is accepted, so that the wrong ones are refused for what is wrong', async () => {
    expect(await walkWith({})).toBe('/ledger');
  });

  test.each(wrong)('an id token with %s signs nobody in', async (_name, claims, expected) => {
    expect(await walkWith(claims)).toBe(expected);
  });

  test('an id token signed by nobody, by a shared secret, by the public key as a secret, or by an unknown key', async () => {
    const [publicKey, other] = [await exportSPKI(forger.key.publicKey), await generateKeyPair('RS256')];
    const byHand = (secret: string) => (claims: Record<string, unknown>) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
    const forgeries: readonly Forger['sign'][] = [
      async (claims) => new UnsecuredJWT(claims).encode(),
      byHand(client.clientSecret),
      byHand(publicKey),
      (claims) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'first' }).sign(other.privateKey),
    ];

    for (const sign of forgeries) {
      expect(
        await walkWith({}, () => {
          forger.sign = sign;
        }),
      ).toBe('answer-invalid');
    }
  });

  test('keys may change at any moment', async () => {
    expect(await walkWith({})).toBe('/ledger');
    await forger.rotate();
    expect(await walkWith({})).toBe('/ledger');
  });

  test('the verifier sent for the code fits the challenge of the walk', async () => {
    const seen: string[] = [];
    const walk = await begin(federation.server, provider);
    forger.token = (request, response) => {
      request.on('data', (part) => seen.push(String(part)));
      request.on('end', () =>
        response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}'),
      );
    };
    const state = walk.url.searchParams.get('state') ?? '';

    expect(landingOf(await comeBack(provider, walk, new URLSearchParams({ code: 'code', state })))).toBe(
      'answer-invalid',
    );
    const verifier = new URLSearchParams(seen.join('')).get('code_verifier') ?? '';
    expect(challengeOf(verifier)).toBe(walk.url.searchParams.get('code_challenge'));
  });

  const documents: readonly (readonly [string, Record<string, unknown>])[] = [
    ['names another issuer', { issuer: 'https://other.example' }],
    ['leads to another host', { token_endpoint: 'https://evil.example/token' }],
    ['leads to a file', { jwks_uri: 'file:///etc/passwd' }],
    ['gives up PKCE', { code_challenge_methods_supported: ['plain'] }],
  ];

  test.each(documents)('a discovery document that %s is not believed', async (_name, discovery) => {
    forger.discovery = discovery;

    expect(await walkWith({})).toBe('provider-changed');
  });

  test('a provider that redirects, answers with too much or is gone is said to be unreachable', async () => {
    const right = peer.answer;
    const answers: readonly LocalServer['answer'][] = [
      (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(1_100_000)}"`),
      (_request, response) => response.writeHead(502).end('bad gateway'),
      (request) => request.socket.destroy(),
    ];
    for (const answer of answers) {
      peer.answer = answer;
      expect(await walkWith({})).toBe('provider-unreachable');
    }
    peer.answer = right;
  });

  test('second factors count only when the provider is marked as asserting them, and it speaks of one', async () => {
    const trusted = await federation.addProvider({
      kind: 'oidc',
      issuer: peer.url,
      ...client,
      assertsSecondFactor: true,
    });
    const satisfied = async (id: string, amr: readonly string[]) => {
      const walk = await begin(federation.server, id);
      forger.claims = { ...rightClaims(walk.url, peer.url), sub: 'gita', email: 'gita@company.example', amr };
      const state = walk.url.searchParams.get('state') ?? '';
      const landed = await comeBack(id, walk, new URLSearchParams({ code: 'code', state }));
      return (await get(federation.server, '/api/session', cookieOf(landed))).json().secondFactor.satisfied;
    };

    expect(await satisfied(provider, ['mfa'])).toBe(false);
    expect(await satisfied(trusted, ['pwd'])).toBe(false);
    expect(await satisfied(trusted, ['pwd', 'mfa'])).toBe(true);
  });
});

test('the network that judges destinations is the only one used', async () => {
  const asked: string[] = [];
  const closed = await startFederation({
    fetch: async (input) => {
      asked.push(String(input));
      throw Object.assign(new Error('its address is inside a private network'), {
        name: 'DestinationRefused',
      });
    },
  });
  await using _server = closed;

  const made = closed.addProvider({ kind: 'oidc', issuer: 'https://idp.company.example', ...client });

  await expect(made).rejects.toThrow('provider-unfit');
  expect(asked).toEqual(['https://idp.company.example/.well-known/openid-configuration']);
});
