import { afterEach, beforeEach, expect, test } from 'vitest';
import { discoverRoutes } from '../../platform/index.ts';
import { authenticatorCode } from '../testing/authenticator.ts';
import {
  codeOf,
  cookieOf,
  enrol,
  get,
  origin,
  owner,
  post,
  setUpWithoutSecondFactor,
  startAccess,
  type TestServer,
} from '../testing/start-access.ts';

const { email, password } = owner;
const routes = await discoverRoutes();

let server: TestServer;
let without: string;

beforeEach(async () => {
  server = await startAccess({}, routes);
  without = await setUpWithoutSecondFactor(server);
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

async function firstStep(): Promise<string> {
  return cookieOf(await post(server, '/api/sign-in', { email, password }));
}

const secondStep = (cookie: string, shown: object) => post(server, '/api/sign-in/second-step', shown, cookie);

async function query(statement: string): Promise<readonly Record<string, unknown>[]> {
  return (await server.services.database.systemPool.query(statement)).rows;
}

/** As if half a minute had passed since the last code. */
const forgetUsedCode = () => query('update auth_two_factor set last_step = 0');

function remove(cookie: string, payload: object) {
  const headers = { origin, cookie };
  return server.app.inject({ method: 'DELETE', url: '/api/account/totp', payload, headers });
}

/** Something that decides. */
const decide = (cookie: string) =>
  server.app.inject({
    method: 'DELETE',
    url: '/api/workspaces/default/sessions/ses_0',
    headers: { origin, cookie },
  });

test('deciding asks for a second factor by default, reading does not, and the refusal says the way out', async () => {
  const before = await decide(without);
  const reading = await get(server, '/api/workspaces/default/members', without);
  const { cookie } = await enrol(server, without, password);

  const after = await decide(cookie);

  expect([before, reading, after].map(codeOf)).toEqual([
    '403 second-factor-needed',
    '200 ok',
    '404 not-found',
  ]);
  expect(before.json().error.hint).toContain('account page');
});

test('whoever is enrolled gets no session for a password alone', async () => {
  await enrol(server, without, password);

  const answer = await post(server, '/api/sign-in', { email, password });

  expect(answer.json()).toEqual({ state: 'second-step', methods: ['totp', 'recovery-code'] });
  expect(answer.cookies.map(({ name }) => name)).toEqual(['daybook.two_factor']);
  expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 300 });
  expect(codeOf(await get(server, '/api/workspaces/default/members', cookieOf(answer)))).toBe(
    '401 unauthenticated',
  );
});

test('a code finishes the sign-in once: the same code, and the same challenge, work for nobody again', async () => {
  const { secret } = await enrol(server, without, password);
  const code = authenticatorCode(secret, 1);
  const challenge = await firstStep();

  const first = await secondStep(challenge, { code });
  const sameChallenge = await secondStep(challenge, { code: authenticatorCode(secret) });
  const sameCode = await secondStep(await firstStep(), { code });

  expect([first, sameChallenge, sameCode].map(codeOf)).toEqual([
    '200 ok',
    '401 second-step-over',
    '403 code-wrong',
  ]);
  expect(codeOf(await decide(cookieOf(first)))).toBe('404 not-found');
  expect(await query('select 1 from auth_session')).toHaveLength(2);
});

test('the code that enrolled does not sign in as well', async () => {
  const { secret } = await enrol(server, without, password);

  const answer = await secondStep(await firstStep(), { code: authenticatorCode(secret) });

  expect(codeOf(answer)).toBe('403 code-wrong');
});

test('wrong codes have five tries a challenge, also all at once; the right one comes too late then', async () => {
  const { secret } = await enrol(server, without, password);
  await forgetUsedCode();
  const wrong = { code: '000000' === authenticatorCode(secret) ? '000001' : '000000' };
  const challenge = await firstStep();

  const atOnce = await Promise.all(Array.from({ length: 12 }, () => secondStep(challenge, wrong)));
  const after = [];
  for (let tries = 0; tries < 5; tries += 1) after.push(await secondStep(challenge, wrong));
  const right = await secondStep(challenge, { code: authenticatorCode(secret) });

  const looked = [...atOnce, ...after].filter((answer) => codeOf(answer) === '403 code-wrong');
  const [row] = await query('select failed_verification_count as failed from auth_two_factor');
  expect(looked).toHaveLength(5);
  expect(row?.failed).toBe(5);
  expect(codeOf(right)).toBe('401 second-step-over');
});

test('ten wrong codes in a row let the second step rest, the right code too', async () => {
  const { secret } = await enrol(server, without, password);
  await forgetUsedCode();
  const wrong = { code: 'wrong' };
  for (let challenges = 0; challenges < 2; challenges += 1) {
    const challenge = await firstStep();
    for (let tries = 0; tries < 5; tries += 1) await secondStep(challenge, wrong);
  }

  const answer = await secondStep(await firstStep(), { code: authenticatorCode(secret) });

  expect(codeOf(answer)).toBe('429 second-factor-rests');
});

test('a challenge ends by itself', async () => {
  const { secret } = await enrol(server, without, password);
  const challenge = await firstStep();
  await query("update auth_verification set expires_at = now() - interval '1 second'");

  const answer = await secondStep(challenge, { code: authenticatorCode(secret, 1) });

  expect(codeOf(answer)).toBe('401 second-step-over');
});

test('a made-up or a changed challenge is none, and a session of one’s own is no challenge', async () => {
  const { secret, cookie } = await enrol(server, without, password);
  const code = authenticatorCode(secret, 1);
  const challenge = await firstStep();

  const answers = [
    await secondStep('daybook.two_factor=2fa-made.up', { code }),
    await secondStep(challenge.replace('=', '=x'), { code }),
    await secondStep(cookie, { code }),
    await post(server, '/api/sign-in/second-step', { code }),
  ];

  expect(answers.map(codeOf)).toEqual(Array(4).fill('401 second-step-over'));
});

test('a recovery code works once, also when two try it at the same moment', async () => {
  const { recoveryCodes } = await enrol(server, without, password);
  const recoveryCode = recoveryCodes[0] ?? '';
  const challenges = [await firstStep(), await firstStep()];

  const answers = await Promise.all(challenges.map((one) => secondStep(one, { recoveryCode })));
  const later = await secondStep(await firstStep(), { recoveryCode });

  const codes = answers.map(codeOf).sort();
  expect(codes[0]).toBe('200 ok');
  expect(codes[1]).toMatch(/^4/);
  expect(codeOf(later)).toBe('403 code-wrong');
  const account = await get(
    server,
    '/api/account',
    cookieOf(answers.find((one) => one.statusCode === 200) ?? later),
  );
  expect(account.json()).toMatchObject({ isEnrolled: true, recoveryCodesLeft: 9 });
});

test('the second factor is taken away only with the password and in a session that has shown it', async () => {
  const { cookie } = await enrol(server, without, password);
  await query("update auth_session set second_factor_at = null where method = 'password'");
  const unshown = await remove(cookie, { password });
  await query('update auth_session set second_factor_at = now()');
  const wrong = await remove(cookie, { password: 'not the right phrase' });
  const none = await remove(cookie, {});
  const still = (await get(server, '/api/session', cookie)).json().secondFactor;

  const right = await remove(cookie, { password });

  expect([unshown, wrong, none, right].map(codeOf)).toEqual([
    '403 second-factor-needed',
    '403 password-wrong',
    '403 password-wrong',
    '200 ok',
  ]);
  expect(still).toEqual({ enrolled: true, satisfied: true });
  expect((await get(server, '/api/session', cookie)).json().secondFactor).toEqual({
    enrolled: false,
    satisfied: false,
  });
});

test('a session from before the enrolment shows the code later, once, and may decide then', async () => {
  const elsewhere = await firstStep();
  const { secret } = await enrol(server, without, password);
  const show = (shown: object) => post(server, '/api/account/second-step', shown, elsewhere);

  const before = await decide(elsewhere);
  const wrong = await show({ code: 'wrong' });
  const right = await show({ code: authenticatorCode(secret, 1) });
  const after = await decide(elsewhere);

  expect([before, wrong, right, after].map(codeOf)).toEqual([
    '403 second-factor-needed',
    '403 code-wrong',
    '200 ok',
    '404 not-found',
  ]);
});

test('codes cannot be tried without end in a session that somebody stole', async () => {
  const elsewhere = await firstStep();
  const { secret } = await enrol(server, without, password);
  const show = (code: string) => post(server, '/api/account/second-step', { code }, elsewhere);

  const answers = await Promise.all(Array.from({ length: 30 }, () => show('wrong')));
  const right = await show(authenticatorCode(secret, 1));

  expect(answers.filter((one) => codeOf(one) === '403 code-wrong').length).toBeLessThanOrEqual(10);
  expect(codeOf(right)).toBe('429 rate-limited');
});

test('nobody enrols over somebody’s shoulder: the password is asked for, and one enrolment is enough', async () => {
  const wrong = await post(server, '/api/account/totp', { password: 'not the right phrase' }, without);
  const none = await post(server, '/api/account/totp', {}, without);
  const { cookie } = await enrol(server, without, password);

  const again = await post(server, '/api/account/totp', { password }, cookie);

  expect([wrong, none, again].map(codeOf)).toEqual([
    '403 password-wrong',
    '403 password-wrong',
    '409 conflict',
  ]);
});

test('enrolling gives the session a new token, and the one before is nobody', async () => {
  const { cookie } = await enrol(server, without, password);

  expect(cookie).not.toBe(without);
  expect(codeOf(await get(server, '/api/account', without))).toBe('401 unauthenticated');
  expect(codeOf(await get(server, '/api/account', cookie))).toBe('200 ok');
});

test('the secret and the recovery codes are stored encrypted', async () => {
  const { secret, recoveryCodes } = await enrol(server, without, password);

  const stored = JSON.stringify(await query('select * from auth_two_factor'));

  expect(stored).not.toContain(secret);
  for (const code of recoveryCodes) expect(stored).not.toContain(code);
});

test('new recovery codes end those before', async () => {
  const { cookie, recoveryCodes } = await enrol(server, without, password);
  const renewed = await post(server, '/api/account/recovery-codes', { password }, cookie);

  const old = await secondStep(await firstStep(), { recoveryCode: recoveryCodes[0] ?? '' });
  const fresh = await secondStep(await firstStep(), { recoveryCode: renewed.json().recoveryCodes[0] });

  expect([renewed, old, fresh].map(codeOf)).toEqual(['200 ok', '403 code-wrong', '200 ok']);
});

test('what changes about a sign-in is in the ledger', async () => {
  await enrol(server, without, password);

  const rows = await query('select type from ledger_entry order by idx');

  expect(rows.map(({ type }) => type).slice(-2)).toEqual(['session.started@1', 'sign-in.changed@1']);
});
