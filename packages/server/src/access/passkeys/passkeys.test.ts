import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { discoverRoutes } from '../../platform/index.ts';
import { setupLink } from '../setup-link.ts';
import { codeOf, cookieOf, owner, startAccess, type TestServer } from '../testing/start-access.ts';
import {
  createAuthenticator,
  type Forgery,
  type SoftwareAuthenticator,
} from './testing/software-authenticator.ts';

const routes = await discoverRoutes();
const site = 'localhost';
const origin = 'http://localhost:7400';
const { password } = owner;

let server: TestServer;
/** Of the owner, signed in with the password alone. */
let cookie: string;
let passwordHash: string;
/** Entries of a type when the test began. */
const before = new Map<string, number>();

beforeAll(async () => {
  server = await startAccess({ baseUrl: origin }, routes);
  const link = await setupLink(server.services);
  const token = link?.split('#')[1] ?? '';
  cookie = cookieOf(await send('POST', '/api/setup', { token, workspaceName: 'Company', ...owner }));
  [{ password: passwordHash }] = await query('select password from auth_account');
});

/** Nobody has a passkey, and the owner's session showed no second factor. */
beforeEach(async () => {
  await query('delete from auth_passkey');
  await query('delete from sign_in_try');
  await query('update auth_account set password = $1', passwordHash);
  await query("delete from auth_session where method = 'passkey'");
  await query("update auth_session set second_factor_at = null, method = 'password'");
  server.clock.forward(60_000);
  for (const type of ['passkey.added@1', 'passkey.refused@1', 'passkey.removed@1', 'session.started@1'])
    before.set(type, await countOf(type));
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

function send(method: 'GET' | 'POST' | 'DELETE', url: string, payload: object | null = null, own = '') {
  const headers = { origin, host: 'localhost:7400', ...(own && { cookie: own }) };
  return server.app.inject({ method, url, headers, ...(payload && { payload }) });
}

async function query(statement: string, ...values: readonly unknown[]) {
  return (await server.services.database.systemPool.query(statement, [...values])).rows;
}

async function countOf(type: string): Promise<number> {
  return (await query('select 1 from ledger_entry where type = $1', type)).length;
}

/** Since the test began. */
async function entriesOf(type: string): Promise<number> {
  return (await countOf(type)) - (before.get(type) ?? 0);
}

async function offer(own = cookie, body: object = { password }) {
  const answer = await send('POST', '/api/account/passkeys/options', body, own);
  return { answer, challenge: answer.json().challenge as string, cookies: `${own}; ${cookieOf(answer)}` };
}

async function enrol(device: SoftwareAuthenticator, forgery: Forgery = {}) {
  const { challenge, cookies } = await offer();
  const response = device.attest(challenge, forgery);
  return send('POST', '/api/account/passkeys', { name: 'laptop', response }, cookies);
}

async function askSignIn() {
  const answer = await send('POST', '/api/sign-in/passkey/options', {});
  return { challenge: answer.json().challenge as string, cookies: cookieOf(answer) };
}

async function signIn(device: SoftwareAuthenticator, forgery: Forgery = {}) {
  const { challenge, cookies } = await askSignIn();
  return send('POST', '/api/sign-in/passkey', { response: device.assert(challenge, forgery) }, cookies);
}

const newDevice = () => createAuthenticator({ origin, site });
const refused = '401 passkey-refused';

async function enrolled(): Promise<SoftwareAuthenticator> {
  const device = newDevice();
  expect(codeOf(await enrol(device))).toBe('200 ok');
  return device;
}

describe('a passkey', () => {
  test('is enrolled once and opens a session that has its second factor', async () => {
    const device = await enrolled();

    const answer = await signIn(device);
    const session = (await send('GET', '/api/session', null, cookieOf(answer))).json();

    expect(codeOf(answer)).toBe('200 ok');
    expect(session.user.email).toBe(owner.email);
    expect(session.secondFactor.satisfied).toBe(true);
    expect(session.methods).toContain('passkey');
    const [row] = await query('select method from auth_session order by created_at desc limit 1');
    expect(row.method).toBe('passkey');
    expect([await entriesOf('passkey.added@1'), await entriesOf('session.started@1')]).toEqual([1, 1]);
  });

  test('gives the session that made it its second factor', async () => {
    await enrolled();

    const session = (await send('GET', '/api/session', null, cookie)).json();

    expect(session.secondFactor).toEqual({ enrolled: true, satisfied: true });
  });

  test('tells its site, asks for verification of the user, and is kept with its public half only', async () => {
    const { answer } = await offer();
    const asked = (await send('POST', '/api/sign-in/passkey/options', {})).json();

    expect(answer.json().rp.id).toBe(site);
    expect(answer.json().authenticatorSelection.userVerification).toBe('required');
    expect(asked).toMatchObject({ rpId: site, userVerification: 'required' });
  });

  test('has a name, and says when it was used', async () => {
    const device = await enrolled();
    const fresh = (await send('GET', '/api/account/passkeys', null, cookie)).json();
    await signIn(device);

    const after = (await send('GET', '/api/account/passkeys', null, cookie)).json();

    expect(fresh).toMatchObject({ unavailable: null, items: [{ name: 'laptop', lastUsedAt: null }] });
    expect(after.items[0].lastUsedAt).not.toBeNull();
    expect(JSON.stringify(after)).not.toContain('credential');
  });
});

describe('a sign-in is refused, always in the same words', () => {
  test.each<readonly [string, Forgery]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['a port next door', { origin: 'http://localhost:7401' }],
    ['another site', { site: 'evil.example' }],
    ['a user nobody verified', { isUserVerified: false }],
    ['tampered data', { isTampered: true }],
    ['a challenge of one’s own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
    ['a signature for a registration', { type: 'webauthn.create' }],
  ])('with %s', async (_name, forgery) => {
    const device = await enrolled();

    const answer = await signIn(device, forgery);

    expect(codeOf(answer)).toBe(refused);
    expect(answer.cookies.filter(({ name }) => name.includes('session'))).toEqual([]);
    expect(await entriesOf('passkey.refused@1')).toBe(0);
    expect(codeOf(await signIn(device))).toBe('200 ok');
  });

  test('by a device nobody knows', async () => {
    await enrolled();

    expect(codeOf(await signIn(newDevice()))).toBe(refused);
  });

  test('when it is sent again', async () => {
    const device = await enrolled();
    const { challenge, cookies } = await askSignIn();
    const payload = { response: device.assert(challenge) };

    const first = await send('POST', '/api/sign-in/passkey', payload, cookies);
    const second = await send('POST', '/api/sign-in/passkey', payload, cookies);

    expect([codeOf(first), codeOf(second)]).toEqual(['200 ok', refused]);
  });

  test('after a first try that failed used the challenge up', async () => {
    const device = await enrolled();
    const { challenge, cookies } = await askSignIn();
    const wrong = { response: device.assert(challenge, { isTampered: true }) };

    const first = await send('POST', '/api/sign-in/passkey', wrong, cookies);
    const second = await send(
      'POST',
      '/api/sign-in/passkey',
      { response: device.assert(challenge) },
      cookies,
    );

    expect([codeOf(first), codeOf(second)]).toEqual([refused, refused]);
  });

  test('in another browser than the one that asked, or with a cookie of one’s own', async () => {
    const device = await enrolled();
    const mine = await askSignIn();
    const other = await askSignIn();
    const response = () => device.assert(mine.challenge);
    const [name = ''] = mine.cookies.split('=');

    const without = await send('POST', '/api/sign-in/passkey', { response: response() });
    const swapped = await send('POST', '/api/sign-in/passkey', { response: response() }, other.cookies);
    const forged = await send('POST', '/api/sign-in/passkey', { response: response() }, `${name}=made.up`);

    expect([without, swapped, forged].map(codeOf)).toEqual([refused, refused, refused]);
  });

  test('once the challenge is older than five minutes', async () => {
    const device = await enrolled();
    const { challenge, cookies } = await askSignIn();
    await query("update auth_verification set expires_at = now() - interval '1 second'");

    const response = device.assert(challenge);

    expect(codeOf(await send('POST', '/api/sign-in/passkey', { response }, cookies))).toBe(refused);
  });

  test('with a challenge that was for adding a passkey', async () => {
    const device = await enrolled();
    await query('update auth_session set second_factor_at = now()');
    const { challenge, cookies } = await offer();

    const response = device.assert(challenge);

    expect(codeOf(await send('POST', '/api/sign-in/passkey', { response }, cookies))).toBe(refused);
  });

  test('for ever once its counter went back, and that is an entry', async () => {
    const device = await enrolled();
    expect(codeOf(await signIn(device, { counter: 9 }))).toBe('200 ok');

    const copy = await signIn(device, { counter: 9 });
    const later = await signIn(device, { counter: 50 });

    expect([codeOf(copy), codeOf(later)]).toEqual([refused, refused]);
    expect(await entriesOf('passkey.refused@1')).toBe(1);
    const { items } = (await send('GET', '/api/account/passkeys', null, cookie)).json();
    expect(items[0].state).toBe('refused');
  });

  test('a forged signature with an old counter blocks nobody', async () => {
    const device = await enrolled();
    await signIn(device, { counter: 9 });

    await signIn(device, { counter: 3, isTampered: true });

    expect(codeOf(await signIn(device, { counter: 10 }))).toBe('200 ok');
    expect(await entriesOf('passkey.refused@1')).toBe(0);
  });

  test.each(['{}', '{"response":{}}', `{"response":{"id":"${'a'.repeat(2000)}"}}`, '[]', '{'])(
    'with a body nobody can read: %.30s',
    async (payload) => {
      const headers = { origin, host: 'localhost:7400', 'content-type': 'application/json' };

      const answer = await server.app.inject({
        method: 'POST',
        url: '/api/sign-in/passkey',
        headers,
        payload,
      });

      expect(codeOf(answer)).toBe('400 bad-request');
    },
  );
});

describe('adding a passkey', () => {
  test.each<readonly [string, Forgery]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { site: 'evil.example' }],
    ['a user nobody verified', { isUserVerified: false }],
    ['a challenge of one’s own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
  ])('is refused with %s', async (_name, forgery) => {
    expect(codeOf(await enrol(newDevice(), forgery))).toBe(refused);
    expect(await query('select 1 from auth_passkey')).toEqual([]);
  });

  test('asks for the password, or a second factor shown lately', async () => {
    const [nothing, wrong, right] = [
      await offer(cookie, {}),
      await offer(cookie, { password: 'not this one at all' }),
      await offer(cookie, { password }),
    ];
    await query('update auth_session set second_factor_at = now()');
    const fresh = await offer(cookie, {});
    await query("update auth_session set second_factor_at = now() - interval '16 minutes'");
    const stale = await offer(cookie, {});

    const codes = [nothing, wrong, right, fresh, stale].map(({ answer }) => codeOf(answer));
    expect(codes).toEqual(['403 proof-needed', '403 password-wrong', '200 ok', '200 ok', '403 proof-needed']);
  });

  test('is not opened by what an identity provider says of a second factor', async () => {
    await query("update auth_session set method = 'sso', second_factor_at = now()");

    const [vouched, proven] = [await offer(cookie, {}), await offer(cookie, { password })];

    expect([vouched, proven].map(({ answer }) => codeOf(answer))).toEqual(['403 proof-needed', '200 ok']);
  });

  test('needs the second factor of who has one: a password alone does not go round it', async () => {
    await enrolled();
    await query('update auth_session set second_factor_at = null');

    expect(codeOf((await offer()).answer)).toBe('403 second-factor-needed');
  });

  test('keeps a password alone from enrolling an authenticator app beside it', async () => {
    await enrolled();
    await query('update auth_session set second_factor_at = null');

    expect(codeOf(await send('POST', '/api/account/totp', { password }, cookie))).toBe(
      '403 second-factor-needed',
    );
  });

  test('is refused to a session of somebody else than the one who asked', async () => {
    const { challenge, cookies } = await offer();
    const colleague = {
      name: 'Colleague',
      email: 'colleague@company.example',
      password: 'a long enough phrase',
    };
    await query('update auth_session set second_factor_at = now()');
    await send('POST', '/api/workspaces/default/members', { ...colleague, role: 'reader' }, cookie);
    const theirs = cookieOf(await send('POST', '/api/sign-in', colleague));
    const challengeCookie = cookies.slice(cookie.length + 2);

    const answer = await send(
      'POST',
      '/api/account/passkeys',
      { name: 'x', response: newDevice().attest(challenge) },
      `${theirs}; ${challengeCookie}`,
    );

    expect(codeOf(answer)).toBe(refused);
  });

  test('takes a device once, and a challenge once', async () => {
    const device = await enrolled();
    const { challenge, cookies } = await offer();
    const again = { name: 'again', response: device.attest(challenge) };

    const twice = await send('POST', '/api/account/passkeys', again, cookies);
    const used = await send(
      'POST',
      '/api/account/passkeys',
      { name: 'new', response: newDevice().attest(challenge) },
      cookies,
    );

    expect([codeOf(twice), codeOf(used)]).toEqual([refused, refused]);
  });
});

describe('removing a passkey', () => {
  async function idOfFirst(): Promise<string> {
    return (await send('GET', '/api/account/passkeys', null, cookie)).json().items[0].id;
  }

  test('asks for the password or a fresh second factor, and then it opens nothing', async () => {
    const device = await enrolled();
    const url = `/api/account/passkeys/${await idOfFirst()}`;
    await query("update auth_session set second_factor_at = now() - interval '16 minutes'");

    const without = await send('DELETE', url, {}, cookie);
    const wrong = await send('DELETE', url, { password: 'not this one at all' }, cookie);
    const done = await send('DELETE', url, { password }, cookie);

    expect([without, wrong, done].map(codeOf)).toEqual(['403 proof-needed', '403 password-wrong', '200 ok']);
    expect(codeOf(await signIn(device))).toBe(refused);
    expect(await entriesOf('passkey.removed@1')).toBe(1);
  });

  test('keeps the last way in', async () => {
    await enrolled();
    const url = `/api/account/passkeys/${await idOfFirst()}`;
    await query('update auth_account set password = null');

    expect(codeOf(await send('DELETE', url, {}, cookie))).toBe('409 last-way-in');
  });

  test('does not know the passkeys of others', async () => {
    await enrolled();

    const answer = await send('DELETE', '/api/account/passkeys/psk_x', { password }, cookie);

    expect(codeOf(answer)).toBe('404 not-found');
  });
});
