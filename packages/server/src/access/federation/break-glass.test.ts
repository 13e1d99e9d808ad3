import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mail } from '../../platform/index.ts';
import { codeOf, cookieOf, get, origin, owner, post, signInToDecide } from '../testing/start-access.ts';
import { oneBusinessDayAfter } from './business-day.ts';
import { newSealedPassword, normalPassword } from './sealed-password.ts';
import { base, type Federation, startFederation } from './testing/start-federation.ts';

let federation: Federation;
let second: string;
const mails: Mail[] = [];

beforeAll(async () => {
  federation = await startFederation();
  Object.assign(federation.server.services, {
    mailer: {
      send: async (mail: Mail) => {
        mails.push(mail);
        return { messageId: 'one' };
      },
    },
  });
  const otto = { name: 'Otto Owner', email: 'otto@company.example', password: 'a long enough phrase' };
  await post(federation.server, `${base}/members`, { ...otto, role: 'owner' }, federation.cookie);
  second = await signInToDecide(federation.server, otto);
});

afterAll(async () => {
  await federation?.[Symbol.asyncDispose]();
});

async function seal(): Promise<{
  readonly account: { readonly id: string; readonly signInName: string };
  readonly password: string;
}> {
  const made = await post(federation.server, `${base}/break-glass`, {}, federation.cookie);
  expect(codeOf(made)).toBe('200 ok');
  return made.json();
}

function open(name: string, password: string, reason = 'the provider is down') {
  return post(federation.server, '/api/break-glass/sign-in', { name, password, reason });
}

async function listed(cookie = federation.cookie) {
  return (await get(federation.server, `${base}/break-glass`, cookie)).json();
}

test('a sealed account comes in once, is told of, and is reviewed by somebody who did not know its password', async () => {
  const { server } = federation;
  const { account, password } = await seal();
  expect(codeOf(await open(account.signInName, newSealedPassword()))).toBe('401 credentials-wrong');

  const opened = await open(account.signInName.toUpperCase(), password.replaceAll('-', ' ').toUpperCase());

  expect(codeOf(opened)).toBe('200 ok');
  const cookie = cookieOf(opened);
  expect((await get(server, '/api/session', cookie)).json().workspaces).toMatchObject([
    { role: 'administrator' },
  ]);
  expect(codeOf(await get(server, `${base}/sign-in-policy`, cookie))).toBe('200 ok');
  expect(codeOf(await open(account.signInName, password))).toBe('401 credentials-wrong');
  expect(mails.map(({ to }) => to).sort()).toEqual([owner.email, 'otto@company.example'].sort());
  const [use] = (await listed()).uses;
  expect(use).toMatchObject({ state: 'to-review', reason: 'the provider is down', mayReview: false });
  const review = (by: string) => post(server, `${base}/break-glass/${use.id}/review`, { note: 'seen' }, by);
  expect(codeOf(await review(federation.cookie))).toBe('409 second-person-needed');
  expect(codeOf(await review(cookie))).toBe('403 forbidden');
  expect(codeOf(await review(second))).toBe('200 ok');
  expect(codeOf(await review(second))).toBe('409 already-decided');
  expect((await listed()).uses[0]).toMatchObject({ state: 'reviewed', reviewNote: 'seen' });
});

test('a use nobody reviewed within one business day is overdue', async () => {
  const { account, password } = await seal();
  await open(account.signInName, password);
  federation.server.clock.forward(3 * 24 * 60 * 60_000);

  const [use] = (await listed(second)).uses;

  expect(use).toMatchObject({ state: 'overdue', mayReview: true });
});

test('the ordinary way in does not know a sealed account, and its password is kept nowhere', async () => {
  const { server } = federation;
  const { account, password } = await seal();

  const answer = await post(server, '/api/sign-in', {
    email: `${account.signInName}@break-glass.invalid`,
    password,
  });

  expect(codeOf(answer)).toBe('401 credentials-wrong');
  expect((await listed()).accounts.at(-1)).not.toHaveProperty('passwordHash');
  const { rows } = await server.services.database.systemPool.query(
    'select password_hash from break_glass_account where password_hash is not null',
  );
  expect(rows.some((row) => String(row.password_hash).includes(password))).toBe(false);
});

test('after its use the password is renewed, by the account itself in an emergency; ended it is gone', async () => {
  const { server, cookie } = federation;
  const { account, password } = await seal();
  const own = cookieOf(await open(account.signInName, password));

  const renewed = await post(server, `${base}/break-glass/${account.id}/renew`, {}, own);

  expect(renewed.json().password).not.toBe(password);
  expect(codeOf(await open(account.signInName, renewed.json().password))).toBe('200 ok');
  const end = {
    method: 'DELETE',
    url: `${base}/break-glass/${account.id}`,
    headers: { origin, cookie },
  } as const;
  expect(codeOf(await server.app.inject(end))).toBe('200 ok');
  expect(codeOf(await get(server, `${base}/permissions`, own))).toBe('401 unauthenticated');
});

test('whoever opened it once leaves no way in behind: no app, no passkey, no key, and no session past a new seal', async () => {
  const { server, cookie } = federation;
  const { account, password } = await seal();
  const own = cookieOf(await open(account.signInName, password));
  const local = { origin, 'sec-fetch-site': 'same-origin', host: 'localhost:7400' };

  const app = await post(server, '/api/account/totp', { password: '' }, own);
  const passkey = await post(server, '/api/account/passkeys/options', {}, own, local);
  const key = await post(server, `${base}/keys`, { name: 'stays', scopes: ['member.list'] }, own);

  expect([app, passkey].map(codeOf)).toEqual(['403 forbidden', '403 forbidden']);
  expect(key.json().error.code).toMatch(/^(forbidden|person-needed)$/);
  await post(server, `${base}/break-glass/${account.id}/renew`, {}, cookie);
  expect(codeOf(await get(server, `${base}/permissions`, own))).toBe('401 unauthenticated');
});

test('a sealed account is neither taken out nor made less like a member', async () => {
  const { server, cookie } = federation;
  const { account } = await seal();
  const { accounts } = await listed();
  const { subject } = accounts.find((one: { id: string }) => one.id === account.id);
  const send = (method: 'PATCH' | 'DELETE', body: object) =>
    server.app.inject({
      method,
      url: `${base}/members/${subject}`,
      headers: { origin, cookie },
      payload: body,
    });

  const answers = [await send('PATCH', { role: 'reader' }), await send('DELETE', {})];

  expect(answers.map(codeOf)).toEqual(['409 conflict', '409 conflict']);
  expect(answers.map((one) => one.json().error.message)).toEqual(
    Array(2).fill('this is a sealed account for emergencies'),
  );
});

test('only an owner keeps sealed accounts', async () => {
  const { server, cookie } = federation;
  const ada = { name: 'Ada Admin', email: 'ada@company.example', password: 'a long enough phrase' };
  const added = await post(server, `${base}/members`, { ...ada, role: 'administrator' }, cookie);
  const { items } = (await get(server, `${base}/grants`, second)).json();
  const grant = items.find((one: { subject: string }) => one.subject === added.json().subject);
  await post(server, `${base}/grants/${grant.id}/approve`, {}, second);

  expect(codeOf(await post(server, `${base}/break-glass`, {}, await signInToDecide(server, ada)))).toBe(
    '403 forbidden',
  );
});

test('guessing is limited before anything is hashed', async () => {
  const { account } = await seal();
  const answers: string[] = [];

  for (let i = 0; i < 9; i += 1) answers.push(codeOf(await open(account.signInName, newSealedPassword())));

  expect([answers[7], answers[8]]).toEqual(['401 credentials-wrong', '429 rate-limited']);
});

test('a password has 40 letters and is read as typed from paper', () => {
  const password = newSealedPassword();

  expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){7}[a-hjkmnp-z2-9]{5}$/);
  expect(normalPassword(` ${password.replaceAll('-', '').toUpperCase()} `)).toBe(password);
});

test('one business day is the same time of the next day that is no Saturday or Sunday in the zone', () => {
  // 27 Feb 2026 is a Friday.
  expect(oneBusinessDayAfter('2026-02-26T10:00:00.000Z', 'UTC')).toBe('2026-02-27T10:00:00.000Z');
  expect(oneBusinessDayAfter('2026-02-27T10:00:00.000Z', 'UTC')).toBe('2026-03-02T10:00:00.000Z');
  expect(oneBusinessDayAfter('2026-02-26T20:00:00.000Z', 'Asia/Tokyo')).toBe('2026-03-01T20:00:00.000Z');
});
