import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticatorCode } from '../packages/server/src/access/testing/authenticator.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

// Somebody leaves: what is theirs is found at once, closes by complete lists alone, and is proven. With the keyboard only.

const password = 'correct horse battery';
const systems = [
  'crm',
  'helpdesk',
  'inbox',
  'instagram',
  'linkedin',
  'shop',
  'tiktok',
  'warehouse',
  'youtube',
];
const dayMs = 24 * 60 * 60 * 1_000;
const yesterday = new Date(Date.now() - dayMs).toISOString().slice(0, 10);

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;
let connection = '';
let portfolio = '';

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  page = await newPage();
  await page.goto(daybook.setupLink);
  await page.getByLabel('Organisation').fill('Example Ltd');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your e-mail address').fill('ada@example.test');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/setup');
  await page.evaluate(fetchJson, ['/api/account/totp', { password }] as const).then(async (begun) => {
    // The answer of the route that begins an enrolment.
    const { secret } = begun as { readonly secret: string };
    await page.evaluate(fetchJson, [
      '/api/account/totp/confirm',
      { code: authenticatorCode(secret) },
    ] as const);
  });
  await load(
    'people.csv',
    `Email,First day,Last day\nlea@example.test,2024-01-08,${yesterday}\nada@example.test,2024-01-08,\n`,
  );
  connection = await load('accounts.csv', accountsOf(systems));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const made = await context.newPage();
  made.setDefaultTimeout(20_000);
  return made;
}

async function fetchJson([path, body]: readonly [string, object]): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.json();
}

/** Ada stays everywhere, Lea only on these. */
function accountsOf(left: readonly string[]): string {
  const rows = systems.flatMap((system) => [
    `${system},ada@example.test,true`,
    ...(left.includes(system) ? [`${system},lea@example.test,true`] : []),
  ]);
  return `System,Email,Enabled\n${rows.join('\n')}\n`;
}

/** Reads a file as the next one of its connection, and waits until it was read. */
async function load(name: string, text: string, next = ''): Promise<string> {
  return page.evaluate(
    async ([file, content, continued]) => {
      const form = new FormData();
      form.append('file', new File([content], file, { type: 'text/csv' }));
      const base = '/api/workspaces/default';
      const { upload } = await (await fetch(`${base}/uploads`, { method: 'POST', body: form })).json();
      const headers = { 'content-type': 'application/json' };
      const order = { connector: 'table', upload, ...(continued !== '' && { connection: continued }) };
      const sent = await fetch(`${base}/imports`, { method: 'POST', headers, body: JSON.stringify(order) });
      const made = await sent.json();
      for (let tries = 0; tries < 300; tries += 1) {
        const { state, error } = await (await fetch(`${base}/pulls/${made.pull}`)).json();
        if (state === 'completed') return made.connection;
        if (state === 'failed') throw new Error(JSON.stringify(error));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('a file was not read');
    },
    [name, text, next] as const,
  );
}

/** As somebody does who has no mouse. */
async function tabTo(on: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 200; steps += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await on.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}

async function press(on: Page, target: Locator): Promise<void> {
  await tabTo(on, target);
  await on.keyboard.press('Enter');
}

describe('somebody leaves', () => {
  it('what is theirs is there before anybody asks, and one comes to it with the keyboard', async () => {
    await page.goto(`${daybook.url}/`);
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await page.getByText('1 open, the oldest for').waitFor();
    await takePictures(page, 'leavers-today');
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.getByRole('heading', { level: 1, name: 'Leavers' }).waitFor();
    await page.getByText('9 of 9').waitFor();
    await takePictures(page, 'leavers');
    expect(await violationsOn(page)).toEqual([]);

    await page.keyboard.press('j');
    await page.keyboard.press('Enter');

    await page.getByText('9 of 9 still there').waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  it('eight are removed: one stays open with its hours, and says where it was seen', async () => {
    await load('accounts-2.csv', accountsOf(['tiktok']), connection);

    await page.getByText('1 of 9 still there').waitFor();
    const fan = page.getByRole('slider', { name: /Everything that has to go with/ });
    await tabTo(page, fan);
    for (let i = 0; i < 6; i += 1) await page.keyboard.press('ArrowDown');
    expect(await fan.getAttribute('aria-valuetext')).toMatch(
      /^tiktok: account .* Still there; last seen .*; due /,
    );
    await page.keyboard.press('ArrowUp');
    expect(await fan.getAttribute('aria-valuetext')).toMatch(
      /^shop: account .* Proven gone; last seen .*; first seen so /,
    );
    await takePictures(page, 'leaver-open');
  });

  it('asking for time needs a reason and a second person; the item stays open', async () => {
    await press(page, page.getByRole('button', { name: 'Ask for time' }));
    await page.getByLabel('Why must it stay?').waitFor();
    await tabTo(page, page.getByLabel('Why must it stay?'));
    await page.keyboard.type('The campaign ends on Friday');
    await page.keyboard.press('Enter');

    await page.getByText('Asked for. A second person has to agree.').first().waitFor();
    await page.getByText('1 of 9 still there').waitFor();
  });

  it('the last one closes by a complete list without it, and the proof can be taken along', async () => {
    await load('accounts-3.csv', accountsOf([]), connection);

    await page.getByText('All 9 proven gone, between').waitFor();
    await takePictures(page, 'leaver-proven');
    const proof = page.getByRole('link', { name: 'Proof as PDF' });
    const download = page.waitForEvent('download');
    await press(page, proof);
    expect((await download).suggestedFilename()).toMatch(/^lvr_.*-proof\.pdf$/);
    await page.goto(`${daybook.url}/`);
    await page.getByText('nine of ten within').waitFor();
  });

  it('whoever left says so through the form; of somebody unknown it says so before anybody confirms', async () => {
    await page.goto(`${daybook.url}/leavers/reports`);
    await press(page, page.getByRole('button', { name: 'Turn it on' }));
    const link = await page.getByText('/i-left#').first().innerText();
    const outside = await newPage();
    await outside.goto(link.trim());
    await tabTo(outside, outside.getByLabel('The mail address you had there'));
    await outside.keyboard.type('sam@agency.example');
    await takePictures(outside, 'i-left');
    expect(await violationsOn(outside)).toEqual([]);
    await press(outside, outside.getByRole('button', { name: 'Tell them' }));
    await outside.getByText('Thank you').waitFor();

    await page.getByText('not known here before').waitFor();
    await page.getByText('No list of people and no account here is like it.').waitFor();
    await takePictures(page, 'leave-reports');
    expect(await violationsOn(page)).toEqual([]);
    await press(page, page.getByRole('button', { name: 'Confirm' }));
    const dialog = page.getByRole('dialog', { name: 'Who is meant?' });
    await tabTo(page, dialog.getByRole('radio', { name: /Nobody here/ }));
    await page.keyboard.press('Space');
    await takePictures(page, 'leave-report-choice');
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/leavers\/lvr_/);
    await page.getByText('Nothing of theirs was found in any list').first().waitFor();
  });
});

/** An agency on a portfolio of brands: itself, somebody of theirs, and what publishes for it. */
function portfolioOf(left: readonly ('partner' | 'human' | 'service')[]): string {
  const kinds = {
    partner: 'portfolio,partner,acme-social,,Acme Social',
    human: 'portfolio,human,,kim@acme.example,Acme Social',
    service: 'portfolio,service,publisher-1,,Acme Social',
  };
  const rows = ['portfolio,human,,ada@example.test,', ...left.map((kind) => kinds[kind])];
  return `System,Type,Login,Email,Partner\n${rows.join('\n')}\n`;
}

describe('an agency whose engagement ends', () => {
  it('shows its three layers before anybody says so, and keeps the token open once the partner is gone', async () => {
    portfolio = await load('portfolio.csv', portfolioOf(['partner', 'human', 'service']));
    await page.evaluate(fetchJson, [
      '/api/workspaces/default/agencies',
      { name: 'Acme Social', mailDomains: ['acme.example'] },
    ] as const);
    await page.goto(`${daybook.url}/leavers/new`);
    await press(page, page.getByRole('button', { name: 'An agency' }));
    await tabTo(page, page.getByLabel('Agency', { exact: true }));
    await page.keyboard.type('Acme');
    await page.getByText('Tokens, and accounts that run by themselves').waitFor();
    await takePictures(page, 'leaver-agency-preview');
    expect(await violationsOn(page)).toEqual([]);
    await page.goto(`${daybook.url}/agencies`);
    await press(page, page.getByRole('link', { name: 'Acme Social' }));
    await press(page, page.getByRole('button', { name: 'End the engagement' }));
    await tabTo(page, page.getByLabel('Why', { exact: true }));
    await page.keyboard.type('The campaign is over');
    await page.keyboard.press('Enter');
    await page.getByText('3 still there').waitFor();
    await takePictures(page, 'agency-ended');
    expect(await violationsOn(page)).toEqual([]);

    await press(page, page.getByRole('link', { name: 'What has to go' }));
    await page.getByText('3 of 3 still there').waitFor();
    await load('portfolio-2.csv', portfolioOf(['service']), portfolio);

    await page.getByText('1 of 3 still there').waitFor();
    const fan = page.getByRole('slider', { name: /Everything that has to go with Acme Social/ });
    await tabTo(page, fan);
    await page.keyboard.press('End');
    expect(await fan.getAttribute('aria-valuetext')).toMatch(/^portfolio: account .* Still there;/);
    await page.keyboard.press('Home');
    expect(await fan.getAttribute('aria-valuetext')).toMatch(/^portfolio: partner access .* Proven gone;/);
    await takePictures(page, 'leaver-agency');
    const download = page.waitForEvent('download');
    await press(page, page.getByRole('link', { name: 'Proof as JSON' }));
    expect((await download).suggestedFilename()).toMatch(/^lvr_.*-proof\.json$/);
  });

  it('with nothing found it does not look settled while a list is missing, on a wide screen and a narrow one', async () => {
    await page.evaluate(fetchJson, [
      '/api/workspaces/default/systems',
      { system: 'forum', name: 'Forum', kind: 'tool', means: 'live' },
    ] as const);
    await load('portfolio-3.csv', portfolioOf([]), portfolio);
    await page.goto(`${daybook.url}/agencies`);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.getByText('1 list of accounts is not whole now: more may be there').waitFor();
      await page.getByText('still there').first().waitFor({ state: 'hidden' });
    }
    await takePictures(page, 'agencies-unknown');
  });
});
