import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

const password = 'correct horse battery';
const zendesk =
  'ID,Name,Email,Suspended,Date created,Last sign-in,Primary Group,Role\n7,Ada Example,ada@team.example,FALSE,2024-02-01,2026-11-01T08:00:00Z,Support,Admin\n';
const slack =
  'username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp\nada,ada@team.example,Owner,1,1,0,U1,Ada Example,ada,\n';
const desk = 'Handle,Level\nada,Boss\nben,Clerk\n';

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(daybook.setupLink);
  await page.getByLabel('Organisation').fill('Example Ltd');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your e-mail address').fill('ada@example.test');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/setup');
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

async function choose(...files: readonly (readonly [name: string, content: string])[]) {
  await page.goto(`${daybook.url}/sources/new/table`);
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles(
      files.map(([name, content]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })),
    );
  const button = files.length > 1 ? `Look at ${files.length} files` : 'Look at the file';
  await page.getByRole('button', { name: button }).click();
}

describe('exports of other systems', { timeout: 120_000 }, () => {
  it('come in together: what is what is told first, and one that is broken stops no other', async () => {
    await choose(
      ['members.csv', slack],
      ['cut.xlsx', 'PK\u0003\u0004cut'],
      ['agents.csv', zendesk],
      ['odd.csv', desk],
    );

    await page.getByText('Slack members').waitFor();
    await page.getByText('Zendesk team members').waitFor();
    await page.getByText('The workbook ends in the middle').waitFor();
    await page.getByText('Guess: each row is').waitFor();
    expect(await page.getByLabel('Read members.csv').isChecked()).toBe(true);
    expect(await page.getByLabel('Read odd.csv').isChecked()).toBe(false);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await violationsOn(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    await takePictures(page, 'exports-looked-at');

    // What was handed over is still there when the page is loaded again.
    await page.reload();
    await page.getByRole('button', { name: 'Say what its columns are' }).click();
    await page.getByLabel('Each row is').selectOption('an account');
    await page.getByLabel('Login').selectOption('Handle');
    await page.getByLabel('System of its accounts').fill('odd');
    await page.getByRole('button', { name: 'Keep these columns' }).click();
    await page.getByText('odd, as you said before').waitFor();
    await page.getByRole('button', { name: 'Read 3 files' }).focus();
    await page.keyboard.press('Enter');

    // Nobody has to look on: the server reads them by itself.
    await page.getByRole('heading', { level: 1, name: /3 files/ }).waitFor();
    const batch = page.url();
    await page.goto('about:blank');
    await page.goto(batch);
    await page.getByRole('heading', { level: 1, name: '3 of 3 files read' }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('link', { name: 'What came' }).count()).toBe(3);
    await page.getByText('1 account on zendesk').waitFor();
    await takePictures(page, 'exports-together');
  });

  it('is remembered, corrected, forgotten, and taken back', async () => {
    await page.goto(`${daybook.url}/sources/mappings`);
    await page.getByRole('button', { name: 'Change: odd' }).click();
    await page.getByLabel('Name for such files').fill('Odd desk');
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Keep this' }).click();
    await page.getByRole('button', { name: 'Forget: Odd desk' }).click();
    await page.getByText('Nothing is remembered yet').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Odd desk' }).waitFor();
    await takePictures(page, 'remembered-files');
    await page.getByRole('button', { name: 'Forget: Odd desk' }).click();
    await page.getByText('Nothing is remembered yet').waitFor();
  });

  it('of any other system are read as somebody said the first time', async () => {
    await choose(['desk-june.csv', desk]);
    await page.getByLabel('Each row is').selectOption('an account');
    await page.getByLabel('Login').selectOption('Handle');
    await page.getByLabel('Roles').selectOption('Level');
    await page.getByLabel('Administer: Boss').selectOption('yes');
    await page.getByLabel('Export: Boss').selectOption('yes');
    await page.getByLabel('System (optional)').fill('desk');
    await page.getByLabel('Name for such files').fill('Desk staff');
    expect(await violationsOn(page)).toEqual([]);
    await takePictures(page, 'export-of-another-system');
    await page.getByRole('button', { name: 'Import the file' }).click();
    await page.getByRole('heading', { name: 'The source was read' }).waitFor();

    await choose(['desk-july.csv', desk]);

    await page.getByText('Read as you said for "Desk staff" on').waitFor();
    expect(await page.getByLabel('Administer: Boss').inputValue()).toBe('yes');
    expect(await page.getByLabel('Administer: Clerk').inputValue()).toBe('unknown');
    await page.getByRole('button', { name: 'Forget that' }).click();
    await page.getByText('This is a guess: check it.').waitFor();
  });
});
