import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverRoutes } from '../../platform/index.ts';
import {
  codeOf,
  cookieOf,
  get,
  post,
  setUp,
  signInToDecide,
  startAccess,
  type TestServer,
} from '../testing/start-access.ts';

const base = '/api/workspaces/default';
let server: TestServer;
let cookie: string;
let second: string;
let admin: string;

beforeAll(async () => {
  server = await startAccess({}, await discoverRoutes());
  cookie = await setUp(server);
  const ada = await add('ada', 'administrator');
  admin = await signInToDecide(server, ada);
  const otto = await add('otto', 'owner');
  second = await signInToDecide(server, otto);
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

async function add(name: string, role: string) {
  const person = { name, email: `${name}@company.example`, password: 'a long enough phrase' };
  const made = await post(server, `${base}/members`, { ...person, role }, cookie);
  expect(codeOf(made)).toBe('200 ok');
  return { ...person, subject: made.json<{ subject: string }>().subject };
}

const reset = (subject: string, as: string) => post(server, `${base}/members/${subject}/reset`, {}, as);

async function giveByTwo(subject: string, role: string) {
  const order = { subject, role, reason: 'stands in for a month' };
  const asked = await post(server, `${base}/grants`, order, cookie);
  const given = await post(server, `${base}/grants/${asked.json().id}/approve`, {}, second);
  expect(codeOf(given)).toBe('200 ok');
}

test('whoever owns by a grant is helped as an owner is: no administrator alone takes their place', async () => {
  const { subject } = await add('gerd', 'employee');
  await giveByTwo(subject, 'owner');

  expect(codeOf(await reset(subject, admin))).toBe('403 forbidden');
  expect((await reset(subject, cookie)).json()).toMatchObject({ state: 'waiting', link: null });
  expect((await reset(subject, second)).json().state).toBe('ready');
});

test('a grant of any weighty role asks for two people', async () => {
  const { subject } = await add('gabi', 'employee');
  await giveByTwo(subject, 'administrator');

  expect((await reset(subject, admin)).json()).toMatchObject({ state: 'waiting', link: null });
});

test('a link that was given before somebody got a weighty role opens nothing after', async () => {
  const { subject } = await add('late', 'employee');
  const given = await reset(subject, admin);
  expect(given.json().state).toBe('ready');
  await giveByTwo(subject, 'owner');

  const token = given.json().link.split('#')[1];
  const used = await post(server, '/api/reset', { token, password: 'a phrase nobody knows' });

  expect(codeOf(used)).toBe('403 reset-link-invalid');
});

test('whoever sealed an account is no second person beside it, whoever renewed its password last', async () => {
  const { subject } = await add('anna', 'employee');
  await giveByTwo(subject, 'auditor');
  const sealed = (await post(server, `${base}/break-glass`, {}, cookie)).json();
  const reason = 'the provider is down';
  const open = { name: sealed.account.signInName, password: sealed.password, reason };
  const emergency = cookieOf(await post(server, '/api/break-glass/sign-in', open));
  await post(server, `${base}/break-glass/${sealed.account.id}/renew`, {}, emergency);

  expect((await reset(subject, emergency)).json().state).toBe('waiting');
  expect((await reset(subject, cookie)).json().state).toBe('waiting');
  expect((await get(server, `${base}/break-glass`, cookie)).json().accounts[0].sealedBy).not.toBe(
    sealed.account.subject,
  );
  expect((await reset(subject, second)).json().state).toBe('ready');
});
