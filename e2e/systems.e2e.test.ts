import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticatorCode } from '../packages/server/src/access/testing/authenticator.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

// Whose accounts are these, which agency is theirs, and how the list of each system is had. With the keyboard only.

const password = 'correct horse battery';
const accounts = `System,Name,Email,Login,Enabled
helpdesk,Ada Example,ada@example.test,,true
helpdesk,Support Team,support@example.test,,true
helpdesk,,,bjones,true
helpdesk,Nia North,nia@northwind.test,,true
crm,Ada Example,ada@example.test,,true
crm,,,svc-export,true
`;
const people = `Name,Email,First day,Last day,Job title
Ada Example,ada@example.test,2024-01-08,,Owner
Bea Jones,bea@example.test,2024-01-08,,Junior moderator
Bob Jones,bob@example.test,2024-01-08,,Billing agent
`;
const social = `System,Email,Enabled,Role
social,bea@example.test,true,Billing inbox
social,bob@example.test,true,Billing inbox
`;

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(daybook.setupLink);
  await page.getByLabel('Organisation').fill('Example Ltd');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your e-mail address').fill('ada@example.test');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/setup');
  // The answer of the route that begins an enrolment.
  const { secret } = (await call('/api/account/totp', { password })) as { readonly secret: string };
  await call('/api/account/totp/confirm', { code: authenticatorCode(secret) });
  await load('people.csv', people);
  await load('accounts.csv', accounts);
  await load('social.csv', social);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

function call(path: string, body: object): Promise<unknown> {
  return page.evaluate(
    async ([address, text]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(address, { method: 'POST', headers, body: text })).json();
    },
    [path, JSON.stringify(body)] as const,
  );
}

async function load(name: string, text: string): Promise<void> {
  await page.evaluate(
    async ([file, content]) => {
      const form = new FormData();
      form.append('file', new File([content], file, { type: 'text/csv' }));
      const base = '/api/workspaces/default';
      const { upload } = await (await fetch(`${base}/uploads`, { method: 'POST', body: form })).json();
      const headers = { 'content-type': 'application/json' };
      const order = JSON.stringify({ connector: 'table', upload });
      const made = await (await fetch(`${base}/imports`, { method: 'POST', headers, body: order })).json();
      for (let tries = 0; tries < 300; tries += 1) {
        const { state, error } = await (await fetch(`${base}/pulls/${made.pull}`)).json();
        if (state === 'completed') return;
        if (state === 'failed') throw new Error(JSON.stringify(error));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('a file was not read');
    },
    [name, text] as const,
  );
}

/** As somebody does who has no mouse. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 200; steps += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}

async function type(label: string, text: string): Promise<void> {
  await tabTo(page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

async function press(name: string): Promise<void> {
  await tabTo(page.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

/** Letters choose among options, as they do for whoever has no mouse. */
async function choose(label: string, letters: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.getByRole('option', { name: letters, exact: true }).waitFor({ state: 'attached' });
  await tabTo(field);
  await page.keyboard.type(letters);
}

async function check(name: string): Promise<void> {
  await tabTo(page.getByRole('checkbox', { name, exact: true }));
  await page.keyboard.press('Space');
}

const heading = (name: string) => page.getByRole('heading', { level: 1, name });

describe('who can act as us, system by system', () => {
  it('finds the systems by itself and says how many of their accounts belong to nobody known', async () => {
    await page.goto(`${daybook.url}/`);
    await heading('Today').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('y');
    await heading('Systems').waitFor();

    const row = page.getByRole('row', { name: /helpdesk/ });
    await row.getByText('Read whole').waitFor();
    await row.getByText('3 unknown').waitFor();
    await takePictures(page, 'systems');
    expect(await violationsOn(page)).toEqual([]);
  });

  it('an agency takes its accounts by their mail domain', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await heading('Agencies').waitFor();
    await type('Name', 'Northwind');
    await type('Mail domains', 'northwind.test');
    await tabTo(page.getByLabel('Last day', { exact: true }));
    await page.getByLabel('Last day', { exact: true }).fill(inDays(20));
    await press('Register');
    await page.getByText('20 days left').waitFor();
    await takePictures(page, 'agencies');

    await page.getByRole('link', { name: 'Northwind' }).focus();
    await page.keyboard.press('Enter');
    await heading('Northwind').waitFor();
    await page.getByRole('cell', { name: 'Nia North' }).waitFor();
    await takePictures(page, 'agency');
    expect(await violationsOn(page)).toEqual([]);
  });

  it('one unknown account after another gets somebody, by number keys', async () => {
    await page.goto(`${daybook.url}/account-owners`);
    await page.getByText('2 left').waitFor();
    await page.getByText('It fits several people.').or(page.getByText('several people use it')).waitFor();
    if (await page.getByText('several people use it').isVisible()) await page.keyboard.press('n');
    await page.getByText('It fits several people.').waitFor();
    await takePictures(page, 'account-owners');
    expect(await violationsOn(page)).toEqual([]);

    await page.keyboard.press('1');
    await type('Why', 'asked Bea, it is hers');
    await page.keyboard.press('Enter');
    await page.getByText('1 left').or(page.getByText('That was the last one')).waitFor();
  });

  it('a channel that tells nobody is registered and attested, and waits for a second person', async () => {
    await page.goto(`${daybook.url}/systems`);
    await heading('Systems').waitFor();
    await tabTo(page.getByLabel('What it is', { exact: true }));
    await page.getByLabel('What it is', { exact: true }).selectOption({ label: 'X' });
    await press('Register');
    await page.getByText('X is registered.').first().waitFor();
    await page.goto(`${daybook.url}/systems/x`);
    await heading('X').waitFor();
    await type('Everyone with access, one on each line', 'Bea Jones, bea@example.test, delegate');
    await type('What you looked at', 'settings, delegates');
    await press('Say it');
    await page.getByText('Waits for a second person').waitFor();
    await page.getByText('Somebody else has to confirm what you said.').waitFor();
    await takePictures(page, 'system-attested');
    expect(await violationsOn(page)).toEqual([]);
  });

  it('a class of data is named, and who sees it and need not stands there in plain words', async () => {
    await page.goto(`${daybook.url}/`);
    await heading('Today').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('z');
    await heading('Who sees what').waitFor();
    await page.getByText('Nobody said yet which data is where').waitFor();
    await type('What is it called?', 'Billing messages');
    await choose('System', 'social');
    await check('Billing inbox');
    await check('Billing agent');
    await press('Write down');

    const told = page.getByRole('listitem').filter({ hasText: 'Bea Jones' });
    await told.getByText('Junior moderator').waitFor();
    await told.getByText('can see Billing messages').waitFor();
    await tabTo(page.locator('[data-cell="0:0"]'));
    await page.keyboard.press('ArrowRight');
    await page.getByText('everywhere on social, as Billing inbox').first().waitFor();
    await takePictures(page, 'visibility');
    expect(await violationsOn(page)).toEqual([]);
  });
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
