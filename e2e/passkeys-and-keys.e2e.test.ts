import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

const ada = { name: 'Ada Example', email: 'ada@example.test', password: 'correct horse battery' };
const bob = { name: 'Bob Example', email: 'bob@example.test', password: 'another horse battery' };
const carla = { name: 'Carla Example', email: 'carla@example.test', password: 'a third horse battery' };

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;
let devices: CDPSession;
/** Passkeys are bound to a host name, so people come by this one. */
let url: string;

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  url = daybook.url.replace('127.0.0.1', 'localhost');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(45_000);
  devices = await context.newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await addDevice();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

/** A device of the person at the screen that verifies them, such as a laptop with a fingerprint. */
async function addDevice(): Promise<string> {
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
}

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** As the app itself would call it. */
function call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  return page.evaluate(
    async ([verb, address, text]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(address, { method: verb, ...(text && { headers, body: text }) });
      return { status: answer.status, body: (await answer.json()) as unknown };
    },
    [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
  );
}

async function addPasskey(password: string): Promise<void> {
  await page.goto(`${url}/account`);
  await page.getByLabel('Name of the new passkey').fill('work laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const asked = page.getByRole('textbox', { name: 'Your password' });
  await asked.fill(password);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('The passkey work laptop was added.').first().waitFor();
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await heading('Sign in').waitFor();
}

async function signInByPassword({ email, password }: typeof ada): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
}

describe('passkeys', { timeout: 180_000 }, () => {
  it('are added to an account with its password', async () => {
    await page.goto(daybook.setupLink.replace('127.0.0.1', 'localhost'));
    await page.getByLabel('Organisation').fill('Example Ltd');
    await page.getByLabel('Your name').fill(ada.name);
    await page.getByLabel('Your e-mail address').fill(ada.email);
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Create the workspace' }).click();
    await page.waitForURL(({ pathname }) => pathname !== '/setup');

    await addPasskey(ada.password);

    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'account-passkeys');
  });

  it('sign in without a password, by keyboard alone, and count as the second factor', async () => {
    await signOut();
    await takePictures(page, 'sign-in-passkey');
    const button = page.getByRole('button', { name: 'Sign in with a passkey' });
    while (!(await button.evaluate((one) => one === document.activeElement)))
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(({ pathname }) => pathname !== '/sign-in');

    const { body } = await call('GET', '/api/session');

    expect(body).toMatchObject({ user: { email: ada.email }, secondFactor: { satisfied: true } });
  });

  it('let a second person approve what asks for a second factor, which the password alone does not', async () => {
    const members = '/api/workspaces/default/members';
    expect((await call('POST', members, { ...bob, role: 'owner' })).status).toBe(200);
    expect((await call('POST', members, { ...carla, role: 'administrator' })).status).toBe(200);
    await signOut();
    await signInByPassword(bob);
    await page.goto(`${url}/members`);
    await page.getByRole('heading', { name: 'Waiting for a second person' }).waitFor();
    const grants = (await call('GET', '/api/workspaces/default/grants')).body as {
      readonly items: readonly { readonly id: string; readonly state: string }[];
    };
    const waiting = grants.items.find(({ state }) => state === 'waiting');
    const approve = `/api/workspaces/default/grants/${waiting?.id}/approve`;
    const refused = await call('POST', approve, {});

    await addPasskey(bob.password);
    const approved = await call('POST', approve, {});

    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'second-factor-needed' } } });
    expect(approved.status).toBe(200);
  });
});

describe('API keys', { timeout: 180_000 }, () => {
  it('are made in plain words by keyboard alone and shown once', async () => {
    await page.goto(`${url}/keys`);
    await page.getByLabel('What it is for').fill('nightly report');
    const filter = page.getByRole('searchbox', { name: 'Find in this list' });
    await filter.fill('member.list');
    // Past the head of the group to the first thing in it.
    for (const key of ['Tab', 'Tab', 'Space']) await page.keyboard.press(key);
    expect(await page.getByText('1 chosen').count()).toBe(1);
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'keys-make-found');
    await filter.fill('');
    await takePictures(page, 'keys-make');
    await page.getByLabel('What it is for').press('Enter');
    await page.getByRole('heading', { name: 'Your new key' }).waitFor();
    await takePictures(page, 'keys-shown-once');
    expect(await violationsOn(page)).toEqual([]);

    const key = (await page.getByText(/^dbk_[A-Za-z]{64}$/).textContent()) ?? '';
    const headers = { authorization: `Bearer ${key}` };
    const opened = await fetch(`${daybook.url}/api/workspaces/default/members`, { headers });
    const other = await fetch(`${daybook.url}/api/workspaces/default/grants`, { headers });

    expect([opened.status, other.status]).toEqual([200, 403]);
    await page.reload();
    await page.getByRole('cell', { name: /^nightly report/ }).waitFor();
    expect(await page.getByText(key).count()).toBe(0);
  });

  it('end at once, with what that means said before', async () => {
    await takePictures(page, 'keys-list');
    await page.getByRole('button', { name: 'End nightly report' }).press('Enter');
    await page.getByRole('dialog', { name: 'End the key nightly report' }).waitFor();
    await takePictures(page, 'keys-end');
    await page.getByRole('button', { name: 'End the key' }).press('Enter');

    await page.getByText('The key nightly report ended.').first().waitFor();
    await page.getByRole('cell', { name: 'Ended' }).waitFor();
    await takePictures(page, 'keys-ended');
  });
});
