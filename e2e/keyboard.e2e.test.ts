import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type FixtureServer, startFixtureServer } from '../packages/web/testing/fixture-server.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';

let server: FixtureServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startFixtureServer(), launchBrowser()]);
  page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(10_000);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await page.goto(server.url);
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
});

const path = () => new URL(page.url()).pathname;

it('skips to the content with the first key', async () => {
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toBe('Skip to content');
  await page.keyboard.press('Enter');

  expect(await page.locator(':focus').getAttribute('id')).toBe('content');
});

it('goes to a page with two keys and through a list with j, k and enter', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.getByRole('table').waitFor();
  for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await page.getByText('Verified in this browser').waitFor();

  expect(path()).toBe('/ledger/7');
});

it('finds a control by typing and comes back with the browser', async () => {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').pressSequentially('default branch');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/controls/branch-protection');
  await page.goBack();

  expect(path()).toBe('/');
});

it('shows the keys and gives the focus back', async () => {
  await page.keyboard.press('?');
  const layer = page.getByRole('dialog', { name: 'Keys' });
  await layer.getByText('Next row').waitFor();
  await page.keyboard.press('Escape');
  await layer.waitFor({ state: 'detached' });
});

it('takes no command from what is typed', async () => {
  await page.goto(`${server.url}/items/change?scope=x`);
  await page.getByRole('searchbox').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('gl?');

  expect(path()).toBe('/items/change');
  expect(new URL(page.url()).searchParams.get('search')).toBe('gl?');
});

it('walks the days of a ribbon with the arrow keys', async () => {
  await page.goto(`${server.url}/controls/change-review`);
  const ribbon = page.getByRole('slider', { name: 'Day by day' });
  await ribbon.focus();
  await page.keyboard.press('Home');

  expect(await ribbon.getAttribute('aria-valuetext')).toBe('24 Aug 2026: Not observed');
});

it('walks the marks of the time line and opens one', async () => {
  await page.goto(`${server.url}/ledger/anchors`);
  const line = page.getByRole('slider', { name: 'Checkpoints and anchors over time' });
  await line.focus();
  await page.keyboard.press('Home');
  expect(await line.getAttribute('aria-valuetext')).toContain('Time stamp by stamp.example over 10 entries');
  await page.keyboard.press('-');
  await page.waitForFunction(() => window.location.search === '?period=year');
  await page.keyboard.press('Enter');

  await page.waitForURL('**/ledger/*');
});

it('goes from entry to entry with n and p', async () => {
  await page.goto(`${server.url}/ledger/5`);
  await page.getByText('Verified in this browser').waitFor();
  await page.keyboard.press('n');
  await page.waitForURL('**/ledger/6');
  await page.getByText('#6', { exact: true }).first().waitFor();
  await page.keyboard.press('p');
  await page.waitForURL('**/ledger/5');
});

it('puts new entries on top while one looks at the top, and keeps the place of who reads further down', async () => {
  await page.goto(`${server.url}/ledger`);
  await page.getByRole('link', { name: '#8' }).waitFor();
  server.append(2);
  await page.getByRole('link', { name: '#10' }).waitFor();
  await page.keyboard.press('j');
  server.append(1);
  await page.getByRole('button', { name: '1 new entry' }).click();

  await page.getByRole('link', { name: '#11' }).waitFor();
  server.show('full');
});

it('says on every page that the log is forked, and leads to both heads', async () => {
  server.show('forked');
  await page.goto(`${server.url}/controls`);
  await page.getByRole('alert').getByRole('link', { name: 'See both heads and close this log' }).click();
  await page.getByRole('button', { name: 'Close this log…' }).click();
  await page.getByRole('dialog').getByLabel('What happened').fill('An old backup was restored.');
  const violations = await violationsOn(page);
  await page.getByRole('button', { name: 'Close and open a successor' }).click();

  await page.getByRole('link', { name: 'Download the report' }).waitFor();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  server.show('full');
});

it('says loudly that a screen shows the past, and leads back to now', async () => {
  await page.goto(`${server.url}/items/change?scope=x&known=2026-11-01`);
  await page.getByText('What was known on 1 Nov 2026.').waitFor();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await page.getByText('This is not the present.').waitFor({ state: 'detached' });

  expect(new URL(page.url()).searchParams.has('known')).toBe(false);
});

it('lets nobody decide about an erasure they asked for, and says why', async () => {
  await page.goto(`${server.url}/erasures/era_2`);
  await page.getByText('You asked for this, so another owner must decide.').waitFor();
  expect(await page.getByRole('button', { name: 'Approve and erase' }).count()).toBe(0);
  await page.goto(`${server.url}/erasures/era_1`);

  await page.getByRole('button', { name: 'Approve and erase' }).waitFor();
});

it('says when it is offline and keeps what was read', async () => {
  await page.context().setOffline(true);
  await page.getByText('Daybook does not answer; what you see is from').waitFor();

  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Today');
  await page.context().setOffline(false);
  await page.getByText('Daybook does not answer').waitFor({ state: 'detached' });
});

it('finds a proof that was tampered with, in the browser itself', async () => {
  server.show('tampered');
  await page.goto(`${server.url}/ledger/5`);
  await page.getByText('The path does not hold').waitFor();
  server.show('full');
});

it.each([
  ['palette', 'ControlOrMeta+k'],
  ['keys', '?'],
])('has nothing for axe to find while the %s is open', async (_name, keys) => {
  await page.keyboard.press(keys);
  await page.getByRole('dialog').waitFor();

  const violations = await violationsOn(page);
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

it('has nothing for axe to find in the sheet of a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Ledger' }).waitFor();

  const violations = await violationsOn(page);
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
});
