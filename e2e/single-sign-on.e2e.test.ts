import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerAsProvider,
  type LocalServer,
  type Person,
  serveLocally,
} from '../packages/server/src/access/federation/testing/oidc-peer.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { enrolOnScreen } from './second-factor.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

const ada = { name: 'Ada Example', email: 'ada@company.example', password: 'correct horse battery' };

let peer: LocalServer;
let daybook: RunningDaybook;
let browser: Browser;
let page: Page;
let person: Person;
let envelope: { readonly name: string; readonly password: string };
const published: string[] = [];

beforeAll(async () => {
  peer = await serveLocally();
  person = {
    sub: 'ada-1',
    claims: { email: ada.email, email_verified: true, name: ada.name },
    amr: ['mfa'],
  };
  answerAsProvider(peer, [], () => person);
  const privateHosts = new URL(peer.url).host;
  [daybook, browser] = await Promise.all([
    startDaybook({ privateHosts, textRecords: async () => published }),
    launchBrowser(),
  ]);
  page = await newTab();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
  await peer?.[Symbol.asyncDispose]();
});

async function newTab(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  tab.setDefaultTimeout(30_000);
  return tab;
}

const heading = (name: string | RegExp) => page.getByRole('heading', { name });

/** As somebody without a mouse: reaches the control by its name and works it with a key. */
async function press(name: string | RegExp, key = 'Enter'): Promise<void> {
  const control = page.getByRole('button', { name });
  await control.focus();
  expect(await control.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press(key);
}

async function type(label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.type(text);
}

describe('an owner sets up single sign-on, by keyboard alone', () => {
  it('begins without a provider and says so', async () => {
    await page.goto(daybook.setupLink);
    await type('Organisation', 'Company');
    await type('Your name', ada.name);
    await type('Your e-mail address', ada.email);
    await page.locator('input[type=password]').first().focus();
    await page.keyboard.type(ada.password);
    await page.keyboard.press('Enter');
    await enrolOnScreen(page, ada.password);

    await page.goto(`${daybook.url}/sign-in-policy`);

    await heading('What a sign-in must be').waitFor();
    await page.getByText('None was ever used.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'sign-in-policy-empty');
  });

  it('adds a provider, proves its domain and tries it step by step', async () => {
    await type('Name', 'Company account');
    await type('Issuer', 'https://nobody.invalid');
    await type('Client id', 'daybook');
    await type('Client secret', 'a shared secret of the test');
    await type('Mail domains', 'company.example');
    await page.getByLabel('Believe what it says about a second factor').focus();
    await page.keyboard.press('Space');
    await press('Add');
    await page
      .getByRole('alert')
      .getByText(/could not be reached/)
      .waitFor();
    await page.getByLabel('Issuer', { exact: true }).fill(peer.url);
    await press('Add');
    await heading('Company account').waitFor();
    const card = page.getByRole('listitem').filter({ has: heading('Company account') });
    const [redirect = '', record = ''] = await card.locator('pre').allInnerTexts();
    answerAsProvider(peer, [redirect], () => person);
    await press('Check company.example now');
    await page
      .getByRole('alert')
      .getByText(/does not show the text record/)
      .waitFor();
    await takePictures(page, 'sign-in-policy-domain');
    published.push(record);
    await press('Check company.example now');
    await page.getByText('Signs people in').waitFor();

    await press('Test this provider');
    await page.getByRole('link', { name: 'Go on to the provider' }).focus();
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/sign-in-policy\?tested=/);
    await page
      .getByText('The provider answered, and its signature, its times and its addressee are right.')
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'sign-in-policy-tested');
  });

  it('seals an account, whose password is shown once', async () => {
    await press('Make a sealed account');
    await page.getByRole('dialog').waitFor();
    await takePictures(page, 'break-glass-confirm');
    await page.getByRole('dialog').getByRole('button', { name: 'Make a sealed account' }).focus();
    await page.keyboard.press('Enter');
    await heading('Shown only now').waitFor();
    const [name = '', password = ''] = await page.locator('pre').allInnerTexts();
    envelope = { name, password };
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'break-glass-once');
    await press('It is in its envelope');
    await page.getByText('Sealed', { exact: true }).waitFor();
  });
});

describe('people come in through the provider', () => {
  it('is found by the address, and enforced by who came in that way', async () => {
    page = await newTab();
    await page.goto(`${daybook.url}/sign-in?next=%2Fsign-in-policy`);
    await type('E-mail address', ada.email);
    await takePictures(page, 'sign-in-sso');
    await press('Sign in through your organisation');
    await page.waitForURL(`${daybook.url}/sign-in-policy`);
    await page.getByLabel('Only through the identity provider').focus();
    await page.keyboard.press('Space');
    await page.getByText('Before you can enforce single sign-on').waitFor();
    await takePictures(page, 'sign-in-policy-enforce');
    await type('Reason', 'one way in for everyone');
    await press('Change the policy');
    await page.getByText('This is the policy in force.').waitFor();
    expect(await page.getByLabel('Only through the identity provider').isChecked()).toBe(true);
  });

  it('says in plain words when the provider is down', async () => {
    page = await newTab();
    const answer = peer.answer;
    peer.answer = (request) => request.socket.destroy();
    await page.goto(`${daybook.url}/sign-in`);
    await type('E-mail address', ada.email);
    await press('Sign in through your organisation');
    await page
      .getByRole('alert')
      .getByText(/The identity provider does not answer/)
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'sign-in-sso-down');
    peer.answer = answer;
  });

  it('opens the sealed account then, and Today asks for its review', async () => {
    await page.getByRole('link', { name: 'Open a break-glass account' }).focus();
    await page.keyboard.press('Enter');
    await type('Sign-in name', envelope.name);
    await type('Password from the envelope', envelope.password);
    await type('Why do you open it?', 'the provider is down');
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'break-glass-open');
    await page.keyboard.press('Enter');
    await heading('Uses of break-glass accounts').waitFor();
    await page.getByText('To review').waitFor();
    await takePictures(page, 'sign-in-policy-used');

    await page.goto(`${daybook.url}/`);

    await page.getByText(`The break-glass account ${envelope.name} was used`).waitFor();
    await takePictures(page, 'today-break-glass');
  });
});
