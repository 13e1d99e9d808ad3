import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../tools/repository-root.ts';
import { launchBrowser } from './browser.ts';
import { freePort } from './free-port.ts';
import { takePictures } from './pictures.ts';
import { enrolOnScreen } from './second-factor.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';
import { startWitnessProcess, type WitnessProcess } from './start-witness.ts';

const people = [
  'Name,Email,Start date,Employer',
  'Grace Example,grace@example.test,2024-01-01,Example Ltd',
  'Alan Example,alan@example.test,2024-02-01,Example Ltd',
  'Mary Example,mary@example.test,2024-03-01,Example Ltd',
].join('\n');
const second = { name: 'Bea Example', email: 'bea@example.test', password: 'another long password' };
const witnessName = 'witness.auditor.example';

let daybook: RunningDaybook;
let browser: Browser;
let witnessPort: number;
let witness: WitnessProcess | undefined;
/** Ada, who sets up and asks. */
let page: Page;
/** Bea, the second owner, who decides. */
let other: Page;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-ledger-day-'));
  witnessPort = await freePort();
  const starting = startDaybook({ privateHosts: `127.0.0.1:${witnessPort}` });
  [daybook, browser] = await Promise.all([starting, launchBrowser()]);
  [page, other] = await Promise.all([openTab(), openTab()]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await witness?.[Symbol.asyncDispose]();
  await daybook?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function openTab(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const tab = await context.newPage();
  tab.setDefaultTimeout(60_000);
  return tab;
}

const heading = (name: string | RegExp, tab = page) => tab.getByRole('heading', { level: 1, name });

async function go(path: string, tab = page): Promise<void> {
  await tab.goto(daybook.url + path);
  await heading(/./, tab).first().waitFor();
}

/** Saves what a link gives under its name in the test's folder. */
async function save(link: Locator, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await link.click();
  const file = join(folder, name);
  await (await download).saveAs(file);
  return file;
}

async function importPeople(): Promise<void> {
  await go('/sources/new/table');
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people) });
  await page.getByRole('button', { name: 'Look at the file' }).click();
  await page.getByRole('button', { name: 'Import the file' }).click();
  await heading('The source was read').waitFor();
}

async function anchorNow(): Promise<void> {
  await go('/ledger/anchors');
  await page.getByRole('button', { name: 'Anchor now' }).click();
  await page.getByText(/^anchored over \d+ entries$/).waitFor();
}

/** Asks for the erasure of whoever the search finds; answers the address of the request. */
async function askToErase(search: string, reason: string): Promise<string> {
  await go('/erasures/new');
  await page.getByLabel('Find the person').fill(search);
  await page.getByRole('radio', { name: new RegExp(search) }).check();
  await page.getByText(/^\d+ (entry loses|entries lose) what/).waitFor();
  await takePictures(page, 'erasures-new');
  await page.getByLabel('Which right it rests on').selectOption('gdpr-art-17-1-b');
  await page.getByLabel('Why', { exact: true }).fill(reason);
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.waitForURL(/\/erasures\/era_/);
  return new URL(page.url()).pathname;
}

describe('a day of the ledger', { timeout: 300_000 }, () => {
  it('begins with two owners', async () => {
    await page.goto(daybook.setupLink);
    await page.getByLabel('Organisation').fill('Example Ltd');
    await page.getByLabel('Your name').fill('Ada Example');
    await page.getByLabel('Your e-mail address').fill('ada@example.test');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Create the workspace' }).click();
    await enrolOnScreen(page, 'correct horse battery');
    await page.getByText('Connect your first source').waitFor();
    await go('/members');
    await page.getByLabel('Name', { exact: true }).fill(second.name);
    await page.getByLabel('E-mail address').fill(second.email);
    await page.getByLabel('Role').selectOption('owner');
    await page.getByLabel('First password').fill(second.password);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('cell', { name: second.email }).waitFor();

    await other.goto(`${daybook.url}/sign-in`);
    await other.getByLabel('E-mail address').fill(second.email);
    await other.getByLabel('Password').fill(second.password);
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await enrolOnScreen(other, second.password);
    await heading('Today', other).waitFor();
  });

  it('says that nobody outside vouches, and how to run a witness', async () => {
    await go('/ledger/anchors');
    await page.getByText('Nothing outside this machine vouches for the ledger yet.').waitFor();
    const command = await page.getByText(/daybook witness --name/).textContent();
    const logKey = /--log '([^']+)'/.exec(command ?? '')?.[1] ?? '';
    await takePictures(page, 'anchors-none');

    witness = await startWitnessProcess({ name: witnessName, logKey, port: witnessPort });
    await page.getByLabel('Kind').selectOption('witness');
    await page.getByLabel('Name', { exact: true }).fill('Auditor & Co');
    await page.getByLabel('Address', { exact: true }).fill(witness.url);
    await page.getByLabel('The witness’s key').fill(witness.verifierKey);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Not asked yet').waitFor();
  });

  it('reaches the highest rung once a witness has cosigned, and marks it on the time line', async () => {
    await anchorNow();
    await importPeople();
    await anchorNow();

    const rung = page
      .getByRole('list', { name: 'How high this log is anchored' })
      .getByRole('listitem')
      .filter({ hasText: 'Watched by a witness' });
    await rung.getByText('reached', { exact: true }).waitFor();
    const line = page.getByRole('slider', { name: 'Checkpoints and anchors over time' });
    await line.focus();
    await page.keyboard.press('Home');
    const isMarked = async () => {
      const mark = (await line.getAttribute('aria-valuetext')) ?? '';
      if (mark.includes(`Witness by ${witnessName} over`)) return true;
      await page.keyboard.press('ArrowRight');
      return false;
    };
    await expect.poll(isMarked, { timeout: 30_000 }).toBe(true);
    await takePictures(page, 'anchors');
  });

  it('proves an entry in the browser, and says between which outside times it was written', async () => {
    await daybook.backUpTo(join(folder, 'older.backup'));
    await go('/ledger?type=pull.completed@1');
    await page.getByRole('table').waitFor();
    await takePictures(page, 'ledger');
    // Daybook reads itself too, at times of its own; the file was read between two anchors.
    const read = page.getByRole('row').filter({ hasNotText: 'of daybook' });
    await read
      .filter({ has: page.getByRole('link') })
      .first()
      .getByRole('link')
      .first()
      .click();
    await page.getByText('Verified in this browser').waitFor();
    await page.getByText(/^Written after .+ and before .+, whatever our clock said\.$/).waitFor();
    await takePictures(page, 'entry');
  });

  it('gives an auditor checkpoint, policy and archive, which verify without Daybook', async () => {
    await go('/ledger/anchors');
    const checkpoint = await save(page.getByRole('link', { name: /^Checkpoint over/ }), 'checkpoint.txt');
    const policy = await save(page.getByRole('link', { name: /^Policy/ }), 'policy.txt');
    await go('/ledger/logs');
    await takePictures(page, 'logs');
    const archive = await save(page.getByRole('link', { name: /^Download archive/ }), 'log.zip');

    const verifier = join(repositoryRoot, 'release/verify.mjs');
    const options = ['--checkpoint', checkpoint, '--policy', policy];
    const { status, stdout, stderr } = spawnSync(process.execPath, [verifier, archive, ...options], {
      encoding: 'utf8',
    });
    expect([status, stderr, stdout]).toEqual([
      0,
      '',
      expect.stringContaining('nothing is wrong with the logs'),
    ]);
  });

  let request = '';
  it('lets nobody erase alone: who asked reads why another person must decide', async () => {
    request = await askToErase('Grace', 'Consent was withdrawn by letter.');

    await page.getByText('You asked for this, so another owner must decide. No one erases alone.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve and erase' }).count()).toBe(0);
    await takePictures(page, 'erasure-mine');
  });

  it('erases when the second owner approves; the entry says by whom and by what right, and its proof holds', async () => {
    await go('/', other);
    await other.getByText('An erasure waits for a second person').waitFor();
    await takePictures(other, 'today-second-person');
    await go(request, other);
    await other.getByRole('button', { name: 'Approve and erase' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Approve and erase' }).click();
    await other.getByText('Erased', { exact: true }).first().waitFor();
    await takePictures(other, 'erasure-done');

    await go('/ledger?type=identity.recorded@1');
    const entries = page.getByRole('table').getByRole('link');
    await entries.first().waitFor();
    const paths = await entries.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const path of paths) {
      await go(path);
      await page.getByText('Verified in this browser').waitFor();
      if ((await page.getByText('What it said was erased').count()) > 0) break;
    }
    await page.getByText('What it said was erased').waitFor();
    await page.getByText('The person withdrew their consent (GDPR art. 17(1)(b))').waitFor();
    await takePictures(page, 'entry-erased');
    await page.getByText('The request', { exact: true }).click();
    await page.waitForURL(`**${request}`);
  });

  it('erases nothing while a hold stands, and the other owner lifts it', async () => {
    await go('/erasures/holds');
    await page.getByLabel('Why', { exact: true }).fill('A claim is before the court.');
    await page.getByRole('button', { name: 'Place the hold' }).click();
    await page.getByText('You placed this hold, so another person must lift it.').waitFor();
    await takePictures(page, 'holds-mine');
    const held = await askToErase('Alan', 'The contract has ended.');
    await go(held, other);
    await other.getByText('A legal hold covers this.').waitFor();
    expect(await other.getByRole('button', { name: 'Approve and erase' }).count()).toBe(0);
    await takePictures(other, 'erasure-held');

    await go('/erasures/holds', other);
    await other.getByRole('button', { name: 'Lift', exact: true }).click();
    const layer = other.getByRole('dialog');
    await layer.getByLabel('Why it may be lifted').fill('The claim was settled.');
    await takePictures(other, 'holds-lift');
    await layer.getByRole('button', { name: 'Lift', exact: true }).click();
    await other.getByText('Lifted', { exact: true }).waitFor();
    await go(held, other);
    await other.getByRole('button', { name: 'Approve and erase' }).waitFor();
    await go('/erasures');
    await page.getByRole('table').waitFor();
    await takePictures(page, 'erasures');
  });

  it('changes the signing key, and rebuilds from the entries what is shown', async () => {
    await go('/ledger/logs');
    await page.getByRole('button', { name: 'Change the signing key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Change the key' }).click();
    await expect.poll(() => page.getByText('Signs now').count(), { timeout: 30_000 }).toBe(2);
    await page.getByRole('button', { name: 'Rebuild and compare', exact: true }).click();
    await page.getByText(/^Equal:/).waitFor();
    await takePictures(page, 'logs-rebuilt');
  });

  it('shows what was known at an earlier time, and says so loudly', async () => {
    await go('/items?known=5');
    await page.getByText('This is not the present.').waitFor();
    await takePictures(page, 'as-known');
  });

  it('notices an older backup that was put back, and a person closes the log and opens its successor', async () => {
    await daybook.putBack(join(folder, 'older.backup'));
    await go('/');
    const banner = page.getByRole('alert');
    await banner.getByText(/This machine remembers \d+ entries, but only \d+ are here/).waitFor();
    await takePictures(page, 'today-forked');
    await banner.getByRole('link', { name: 'See both heads and close this log' }).click();
    await page.getByRole('button', { name: 'Close this log…' }).waitFor();
    await takePictures(page, 'fork');
    await page.getByRole('button', { name: 'Close this log…' }).click();
    const layer = page.getByRole('dialog');
    await layer.getByLabel('What happened').fill('The disk failed and an older backup was put back.');
    await layer.getByRole('button', { name: 'Close and open a successor' }).click();
    const report = await save(page.getByRole('link', { name: 'Download the report' }), 'fork-report.txt');
    await takePictures(page, 'fork-closed');

    expect(readFileSync(report, 'utf8')).toContain('an older backup was put back');
    await banner.waitFor({ state: 'detached' });
    await go('/ledger/logs');
    await page.getByText(/^follows daybook\/.+ at \d+ entries$/).waitFor();
    await page.getByText('Forked', { exact: true }).waitFor();
    await takePictures(page, 'logs-after-fork');
  });
});
