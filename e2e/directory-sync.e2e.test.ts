import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  entraPatch,
  entraUser,
  groupSchema,
  type ScimClient,
  scimClient,
} from '../packages/server/src/access/scim/testing/scim-client.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { enrolOnScreen } from './second-factor.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

const ada = { name: 'Ada Example', email: 'ada@company.example', password: 'correct horse battery' };

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;
let provider: ScimClient;

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(daybook.setupLink);
  await page.getByLabel('Organisation').fill('Example Ltd');
  await page.getByLabel('Your name').fill(ada.name);
  await page.getByLabel('Your e-mail address').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/setup');
  await page.goto(`${daybook.url}/account/second-factor`);
  await enrolOnScreen(page, ada.password);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

async function tabTo(name: string | RegExp, role: 'button' | 'combobox' = 'button'): Promise<void> {
  const wanted = page.getByRole(role, { name }).first();
  await wanted.waitFor();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard never came to ${String(name)}`);
}

it('before anything is set up it says so, and a token is made and copied by keyboard alone', async () => {
  await page.goto(daybook.url);
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.getByText('Never connected').first().waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await takePictures(page, 'scim-never');

  await tabTo('Make a token');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your new token' }).waitFor();
  await page.locator('pre').filter({ hasText: /scp_/ }).waitFor();
  const [token = '', address = ''] = await page.locator('pre').allInnerTexts();
  await takePictures(page, 'scim-token');
  await tabTo('I have copied it');
  await page.keyboard.press('Enter');

  await page.getByText('In force').first().waitFor();
  expect(await page.content()).not.toContain(token.slice(4));
  const id = /scp_[0-9a-f-]{36}/.exec(address)?.[0] ?? '';
  provider = scimClient({ port: Number(new URL(daybook.url).port), provider: id, token });
}, 120_000);

it('what the provider does shows: who came, who was deactivated, what was refused', async () => {
  const made = await Promise.all(['bob', 'carla'].map((name) => provider('POST', '/Users', entraUser(name))));
  const [bob, carla] = made.map(({ body }) => String(body.id));
  const group = {
    schemas: [groupSchema],
    displayName: 'Support agents, Europe',
    members: [{ value: carla }],
  };
  await provider('POST', '/Groups', group);
  await provider('POST', '/Groups', { schemas: [groupSchema], displayName: 'IT administration' });
  await provider('PATCH', `/Users/${bob}`, entraPatch({ op: 'Replace', path: 'active', value: 'False' }));
  const self = await provider('POST', '/Users', entraUser('ada'));
  const refused = await provider('DELETE', `/Users/${self.body.id}`);

  await page.reload();

  expect(refused.status).toBe(403);
  await page.getByText('N = 2 active, 1 deactivated').waitFor();
  await page.getByText('this is the last owner of the workspace').first().waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await takePictures(page, 'scim-connected');
}, 120_000);

it('a group gives its role at once, and administrator waits for a second person', async () => {
  await page.getByRole('button', { name: 'Change Support agents, Europe' }).click();
  await page.getByLabel('Role of its members').selectOption({ value: 'agent' });
  await takePictures(page, 'scim-role');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Members of Support agents, Europe now have: Agent.').first().waitFor();

  await page.getByRole('button', { name: 'Change IT administration' }).click();
  await page.getByLabel('Role of its members').selectOption({ value: 'administrator' });
  await page.getByRole('button', { name: 'Save' }).click();

  await page.getByText('You asked for this: another owner has to approve it.').waitFor();
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  expect(await violationsOn(page)).toEqual([]);
  await takePictures(page, 'scim-waiting');
}, 120_000);

it('ending the tokens cuts the provider off at once', async () => {
  await page.getByRole('button', { name: 'End all tokens' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all tokens' }).click();
  await page.getByText('Every token was ended.').first().waitFor();

  expect((await provider('GET', '/Users')).status).toBe(401);
  await page.getByText('Cut off: no token is in force').first().waitFor();
  await takePictures(page, 'scim-ended');
}, 120_000);
