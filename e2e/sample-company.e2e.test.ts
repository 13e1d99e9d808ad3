import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { enrolOnScreen } from './second-factor.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

// A newcomer looks around in a made-up company before anything of their own is connected, and throws it away again.

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(daybook.setupLink);
  await page.getByLabel('Organisation').fill('Example Ltd');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your e-mail address').fill('ada@example.test');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await enrolOnScreen(page, 'correct horse battery');
  await page.goto(`${daybook.url}/`);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

const hasPictures = (process.env.DAYBOOK_PICTURES ?? '') !== '';
const fillWaitMs = 600_000;

const banner = () => page.getByRole('region', { name: 'Sample company' });

describe('a sample company', () => {
  it('is one press away on an empty Today, and fills by itself', async () => {
    await page.getByRole('button', { name: 'Look around in a sample company' }).click();

    await banner().getByText('Everything here is made up.').waitFor();
    await banner()
      .getByText(/Being filled: [1-9]\d* of 1\d\d files read/)
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  it('can be stopped halfway, and says so', async () => {
    await banner().getByRole('button', { name: 'Stop filling' }).click();

    await banner().getByText('Filling it was stopped').waitFor();
  });

  it('offers four jobs to try, and remembers that they were hidden', async () => {
    await page.getByRole('heading', { name: 'Four jobs to try here' }).waitFor();
    await page.getByRole('button', { name: 'Hide these steps' }).click();
    await page.reload();

    await page.getByRole('button', { name: 'Show the four jobs to try' }).waitFor();
  });

  it('is marked on every screen, and the way back to the own workspace is beside it', async () => {
    await page.goto(`${daybook.url}/controls`);
    await banner().waitFor();
    await banner().getByRole('button', { name: 'Back to Example Ltd' }).click();

    await page.getByText('Connect your first source').waitFor();
    expect(await banner().count()).toBe(0);
  });

  it('is thrown away after a second question', async () => {
    await page.getByRole('button', { name: 'Look around in a sample company' }).click();
    await banner().getByRole('button', { name: 'Throw it away' }).click();
    await banner().getByRole('button', { name: 'Throw it away for good' }).click();

    await page.getByText('Connect your first source').waitFor();
    expect(await banner().count()).toBe(0);
  });

  // Taken for the guides alone: a whole year, which takes minutes, and no promise that the stories above do not keep.
  if (!hasPictures) return;
  it('shows what a year of it left to do', { timeout: fillWaitMs }, async () => {
    await page.getByRole('button', { name: 'Look around in a sample company' }).click();
    await banner().getByText('Being filled').waitFor();
    await banner().getByText('Being filled').waitFor({ state: 'detached', timeout: fillWaitMs });
    await page.goto(`${daybook.url}/`);
    await page.getByText('Needs attention').waitFor();

    await takePictures(page, 'sample-today');
    expect(await violationsOn(page)).toEqual([]);
  });
});
