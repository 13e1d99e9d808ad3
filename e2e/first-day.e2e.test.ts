import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyFile } from '../packages/verify/src/index.ts';
import { launchBrowser } from './browser.ts';
import { enrolOnScreen } from './second-factor.ts';
import { makeRepository } from './small-repository.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

const commits = 12;
const people = 'Name,Email,Start date,Employer\nGrace Example,grace@example.test,2024-01-01,Example Ltd\n';

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;
let repository: string;

beforeAll(async () => {
  repository = makeRepository(commits);
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  page = await context.newPage();
  page.setDefaultTimeout(40_000);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
  rmSync(repository, { recursive: true, force: true });
});

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

describe('the first day', { timeout: 120_000 }, () => {
  it('makes the first administrator through the one-time link, and nobody a second time', async () => {
    await page.goto(daybook.setupLink);
    await page.getByLabel('Organisation').fill('Example Ltd');
    await page.getByLabel('Your name').fill('Ada Example');
    await page.getByLabel('Your e-mail address').fill('ada@example.test');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Create the workspace' }).click();
    await enrolOnScreen(page, 'correct horse battery');

    await page.getByText('Connect your first source').waitFor();
    await page.goto(daybook.setupLink);
    await heading('Today').waitFor();
  });

  it('connects a repository by a form the connector describes, and shows its completeness record', async () => {
    await page.goto(`${daybook.url}/sources/new`);
    await page.getByRole('link', { name: 'Git repository' }).click();
    await page.getByLabel('Folder').fill(repository);
    await page.getByRole('button', { name: 'Connect and read' }).click();

    await heading('The source was read').waitFor();
    await page.getByRole('heading', { level: 3, name: `${commits} changes` }).waitFor();
    expect(await page.getByText('Complete', { exact: true }).count()).toBe(1);
  });

  it('walks from a framework to the signed root, one click a step, and back', async () => {
    await page.goto(`${daybook.url}/frameworks/iso-27001-2022`);
    await page.getByRole('link', { name: /^A\.8\.32 / }).click();
    await heading('Change management').waitFor();
    await page.getByRole('link', { name: 'Changes are reviewed before they are merged' }).click();
    await page.getByText(`${commits} of ${commits} changes cannot be judged`).waitFor();
    await page.getByRole('link', { name: 'Change reviewed before merge' }).click();
    await page.getByRole('link', { name: 'Change number 7' }).click();
    await heading('Change number 7').waitFor();
    await page
      .getByRole('link', { name: /^Entry \d+ in the ledger$/ })
      .first()
      .click();
    await page.getByText('Verified in this browser').waitFor();

    const trail = page.getByRole('navigation', { name: 'Where you are' });
    await trail.getByRole('link', { name: 'Change reviewed before merge' }).click();
    await heading('Change reviewed before merge').waitFor();
    await trail.getByRole('link', { name: 'A.8.32' }).click();
    await heading('Change management').waitFor();
  });

  it('imports a file of people after its columns were confirmed', async () => {
    await page.goto(`${daybook.url}/sources/new/table`);
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people) });
    await page.getByRole('button', { name: 'Look at the file' }).click();
    await page.getByRole('heading', { name: 'What the columns are' }).waitFor();
    expect(await page.getByLabel('Starts on').inputValue()).toBe('Start date');
    await page.getByRole('button', { name: 'Import the file' }).click();

    await heading('The source was read').waitFor();
    await page.getByRole('heading', { level: 3, name: '1 person' }).waitFor();
  });

  it('takes a newer copy of a list in place of the earlier one, so who left it is gone', async () => {
    const newer = people.replaceAll('Grace', 'Alan').replaceAll('grace', 'alan');
    await page.goto(`${daybook.url}/sources/new/table`);
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'people-next.csv', mimeType: 'text/csv', buffer: Buffer.from(newer) });
    await page.getByRole('button', { name: 'Look at the file' }).click();
    await page.getByLabel('Is this a newer copy of a list you imported before?').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Import the file' }).click();

    await heading('The source was read').waitFor();
    await page.getByText('1 added, 0 changed, 1 gone').waitFor();
  });

  it('offers a newer file where reading the same uploaded copy again would say nothing new', async () => {
    await page.goto(`${daybook.url}/sources`);
    await page
      .getByRole('link', { name: /, uploaded / })
      .first()
      .click();

    await page.getByRole('link', { name: 'Upload a newer file' }).waitFor();
    expect(await page.getByRole('button', { name: 'Read now' }).count()).toBe(0);
    expect(await page.getByText('files/intake').count()).toBe(0);
  });

  it('lets the columns of a file be named by hand when none was recognised', async () => {
    await page.goto(`${daybook.url}/sources/new/table`);
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from('Qux,Quux\na,b\n') });
    await page.getByRole('button', { name: 'Look at the file' }).click();
    await page.getByLabel('Each row is').waitFor();
    await page.getByLabel('Login').selectOption('Qux');
  });

  it('says that the server does not answer, and takes it back when it does', async () => {
    await page.goto(`${daybook.url}/items`);
    await heading('Items').waitFor();
    await page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await page.getByRole('link', { name: 'Ledger' }).first().click();
    const bar = page.getByText(/^Daybook does not answer; what you see is from /);
    await bar.waitFor();
    await page.unroute('**/api/**');
    await bar.waitFor({ state: 'detached' });
  });

  it('builds a package that verifies without the server', async () => {
    const frameworks = Promise.withResolvers<void>();
    await page.route('**/api/workspaces/*/frameworks', async (route) => {
      await frameworks.promise;
      await route.continue();
    });
    await page.goto(`${daybook.url}/packages`);
    await page.getByRole('heading', { level: 2, name: 'Build a package' }).waitFor();
    // Pressed before it is known for which framework, it would only be refused.
    expect(await page.getByRole('button', { name: 'Build' }).count()).toBe(0);
    frameworks.resolve();
    await page.getByRole('button', { name: 'Build' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Download/ }).click();
    const file = join(repository, 'package.zip');
    await (await download).saveAs(file);

    const report = await verifyFile(file, {});
    expect(report.problems).toEqual([]);
    expect(report.valid).toBe(true);
  });

  it('offers a reader nothing a reader may not do', async () => {
    await page.goto(`${daybook.url}/members`);
    await page.getByLabel('Name', { exact: true }).fill('Grace Example');
    await page.getByLabel('E-mail address').fill('grace@example.test');
    await page.getByLabel('First password').fill('another long password');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('cell', { name: 'grace@example.test' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading('Sign in').waitFor();
    await page.getByLabel('E-mail address').fill('grace@example.test');
    await page.getByLabel('Password').fill('another long password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading(/Today|Members/).waitFor();

    await page.goto(`${daybook.url}/sources`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await page.getByRole('link', { name: 'Connect a source' }).count()).toBe(0);
    await page.goto(`${daybook.url}/sources/new`);
    await page.getByText('Your role does not allow this').waitFor();
  });
});
