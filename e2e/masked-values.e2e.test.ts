import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticatorCode } from '../packages/server/src/access/testing/authenticator.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

const password = 'correct horse battery';
const owner = { name: 'Ada Example', email: 'ada@example.test', password };
const auditor = { name: 'Aude Example', email: 'aude@example.test', password, role: 'auditor' };
const isms = { name: 'Ines Example', email: 'ines@example.test', password, role: 'isms-owner' };

const accounts = `system,login,name,email,hasMfa,role
crm.example,qvexmoor,Quillon Vexmoor,quillon@people.example,true,admin
crm.example,bokefar,Brindle Okefar,brindle@people.example,false,member
`;

let daybook: RunningDaybook;
let browser: Browser;
let ownerPage: Page;
let auditorPage: Page;
let ismsPage: Page;

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  ownerPage = await newPage();
  await ownerPage.goto(daybook.setupLink);
  await ownerPage.getByLabel('Organisation').fill('Example Ltd');
  await ownerPage.getByLabel('Your name').fill(owner.name);
  await ownerPage.getByLabel('Your e-mail address').fill(owner.email);
  await ownerPage.getByLabel('Password').fill(owner.password);
  await ownerPage.getByRole('button', { name: 'Create the workspace' }).click();
  await ownerPage.waitForURL(({ pathname }) => pathname !== '/setup');
  await enrol(ownerPage);
  await importAccounts(ownerPage);
  for (const person of [auditor, isms]) await call(ownerPage, '/api/workspaces/default/members', person);
  auditorPage = await signedIn(auditor.email);
  ismsPage = await signedIn(isms.email);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

async function newPage(): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  return page;
}

async function signedIn(email: string): Promise<Page> {
  const page = await newPage();
  await page.goto(`${daybook.url}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
  await enrol(page);
  return page;
}

/** The screen for it has a story of its own. */
async function enrol(page: Page): Promise<void> {
  // The answer of the route that begins an enrolment.
  const { secret } = (await call(page, '/api/account/totp', { password })) as { readonly secret: string };
  await call(page, '/api/account/totp/confirm', { code: authenticatorCode(secret) });
}

function call(page: Page, path: string, body: object): Promise<unknown> {
  return page.evaluate(
    async ([address, text]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(address, {
        method: 'POST',
        headers,
        body: text,
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    [path, JSON.stringify(body)] as const,
  );
}

async function importAccounts(page: Page): Promise<void> {
  await page.evaluate(async (text) => {
    const form = new FormData();
    form.append('file', new File([text], 'accounts.csv', { type: 'text/csv' }));
    const base = '/api/workspaces/default';
    const { upload } = await (await fetch(`${base}/uploads`, { method: 'POST', body: form })).json();
    const order = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await fetch(`${base}/imports`, { ...order, body: JSON.stringify({ connector: 'table', upload }) });
  }, accounts);
  await page.waitForFunction(async () => {
    const answer = await fetch('/api/workspaces/default/populations');
    return (await answer.text()).includes('crm.example');
  });
}

/** As somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 150; steps += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}

describe('a masked value', { timeout: 180_000 }, () => {
  it('is masked in the list and on its page for who need not see it', async () => {
    const page = auditorPage;
    await page.goto(`${daybook.url}/items/account?scope=crm.example`);
    await page.getByRole('table', { name: /accounts/i }).waitFor();

    expect(await page.getByText('Quillon').count()).toBe(0);
    expect(await page.getByText('•••• (person').count()).toBeGreaterThan(1);
    await takePictures(page, 'masked-list');
    expect(await violationsOn(page)).toEqual([]);
  });

  it('is shown for a reason, by keyboard alone, and masked again', async () => {
    const page = auditorPage;
    await page.goto(`${daybook.url}/items/account?scope=crm.example`);
    await page.locator('[data-row-link="0"]').click();
    const show = page
      .getByRole('main')
      .getByRole('button', { name: /^Show the value of person/ })
      .first();
    await tabTo(page, show);
    await takePictures(page, 'masked-item');
    await page.keyboard.press('Enter');
    const asked = page.getByRole('textbox', { name: 'What do you need it for?' });
    await asked.waitFor();
    expect(await asked.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.type('short');
    await page.keyboard.press('Enter');
    await page.getByText('Say in at least ten characters').waitFor();
    await takePictures(page, 'reveal-layer');
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.type(', to match the sample');
    await page.keyboard.press('Enter');
    const hide = page
      .getByRole('main')
      .getByRole('button', { name: /^Mask person .* again$/ })
      .first();
    await hide.waitFor();
    expect(await page.getByText(/Quillon Vexmoor|Brindle Okefar/).count()).toBeGreaterThan(0);
    expect(await page.getByText('15 min', { exact: true }).count()).toBeGreaterThan(0);
    await takePictures(page, 'revealed-item');
    expect(await violationsOn(page)).toEqual([]);

    await tabTo(page, hide);
    await page.keyboard.press('Enter');
    await show.waitFor();

    expect(await page.getByText(/Quillon Vexmoor|Brindle Okefar/).count()).toBe(0);
  });

  it('stands in the list of reveals, without the value', async () => {
    const page = ownerPage;
    await page.goto(`${daybook.url}/exports/reveals`);
    await page.getByText('short, to match the sample').first().waitFor();

    expect(await page.getByText(/Quillon|Brindle/).count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'reveals');
  });
});

describe('an export', { timeout: 180_000 }, () => {
  it('is asked for from its list by keyboard alone, and with names waits for a second person', async () => {
    const page = ismsPage;
    await page.goto(`${daybook.url}/items/account?scope=crm.example`);
    await tabTo(page, page.getByRole('link', { name: 'Export', exact: true }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Exports' }).waitFor();
    await tabTo(page, page.getByRole('checkbox', { name: /Name people/ }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('textbox', { name: 'What is it for?' }));
    await page.keyboard.type('quarterly review of accounts');
    await takePictures(page, 'export-ask');
    await page.keyboard.press('Enter');
    await page.getByText('2 rows wait until somebody else approves them.').first().waitFor();

    await page.getByText('You asked for this, so somebody else has to approve it.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'export-waiting');
  });

  it('is approved by another person, by keyboard alone', async () => {
    const page = ownerPage;
    await page.goto(`${daybook.url}/exports`);
    await tabTo(page, page.getByRole('button', { name: 'Approve' }));
    await page.keyboard.press('Enter');
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Approve' });
    await tabTo(page, confirm);
    await takePictures(page, 'export-approve');
    await page.keyboard.press('Enter');
    await page.getByText('Approved. It can be fetched for 24 hours.').first().waitFor();

    expect(await violationsOn(page)).toEqual([]);
  });

  it('is fetched by who asked, with its watermark, and counted', async () => {
    const page = ismsPage;
    await page.goto(`${daybook.url}/exports`);
    const link = page.getByRole('link', { name: 'Download' });
    await tabTo(page, link);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');

    expect(download.suggestedFilename()).toMatch(/^daybook_items_.*_2-rows_exp_.*\.csv$/);
    expect(text).toMatch(/^"# Daybook export: export=exp_/);
    expect(text).toContain('Quillon Vexmoor');
    await page.reload();
    await page
      .getByRole('row', { name: /Items of a list/ })
      .getByRole('cell', { name: '1', exact: true })
      .waitFor();
    await takePictures(page, 'exports');
    expect(await violationsOn(page)).toEqual([]);
  });
});
