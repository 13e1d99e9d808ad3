import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { enrolOnScreen } from './second-factor.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

// A review of fifty people on nine systems: decided by keyboard alone at a desk, and with a thumb on a phone.

const password = 'correct horse battery';
const peopleCount = 50;
const systems = ['ads', 'chat', 'crm', 'desk', 'forum', 'mail', 'shop', 'social', 'wiki'];
/** On each system one may do everything and one may export; everybody else answers customers. */
const riskyEach = 2;

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(daybook.setupLink);
  await page.getByLabel('Organisation').fill('Example Ltd');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your e-mail address').fill('ada@example.test');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await enrolOnScreen(page, password);
  await importFile('people.csv', peopleFile(), { kind: 'person' });
  await importFile('access.csv', accessFile(), { kind: 'account', roles });
  const known = async () =>
    (await call<{ items: { accounts: number }[] }>('GET', '/access-reviews/due')).items;
  while ((await known()).filter(({ accounts }) => accounts === peopleCount).length < systems.length) {
    await page.waitForTimeout(300);
  }
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

const all = { administer: 'yes', export: 'yes', connect: 'yes', publish: 'yes' };
const none = { administer: 'no', export: 'no', connect: 'no', publish: 'no' };
const roles = { admin: all, analyst: { ...none, export: 'yes' }, agent: none };

function person(index: number): string {
  return `person${String(index).padStart(2, '0')}`;
}

function peopleFile(): string {
  const rows = Array.from({ length: peopleCount }, (_, index) => {
    return `Pat ${person(index)},${person(index)}@example.test,agent`;
  });
  return ['Name,Email,Role', ...rows].join('\n');
}

function accessFile(): string {
  const rows = systems.flatMap((system, place) =>
    Array.from({ length: peopleCount }, (_, index) => {
      const role = index === place ? 'admin' : index === place + 10 ? 'analyst' : 'agent';
      return `${person(index)}@example.test,${system},${role}`;
    }),
  );
  return ['Email,System,Roles', ...rows].join('\n');
}

/** As the app itself would call it. */
function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  return page.evaluate(
    async ([verb, address, text]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(address, { method: verb, ...(text !== '' && { headers, body: text }) });
      return (await answer.json()) as Answer;
    },
    [method, `/api/workspaces/default${path}`, body === undefined ? '' : JSON.stringify(body)] as const,
  );
}

async function importFile(name: string, text: string, settings: object): Promise<void> {
  const upload = await page.evaluate(
    async ([fileName, content]) => {
      const form = new FormData();
      form.append('file', new File([content], fileName, { type: 'text/csv' }));
      const answer = await fetch('/api/workspaces/default/uploads', { method: 'POST', body: form });
      return ((await answer.json()) as { upload: string }).upload;
    },
    [name, text] as const,
  );
  const order = { connector: 'table', upload, settings };
  let pull: string | undefined;
  // Daybook may be reading itself just now.
  for (let tries = 0; pull === undefined && tries < 100; tries += 1) {
    const begun = await call<{ pull?: string; error?: { code: string } }>('POST', '/imports', order);
    if (begun.pull === undefined && begun.error?.code !== 'pull-running')
      throw new Error(JSON.stringify(begun));
    pull = begun.pull;
    if (pull === undefined) await page.waitForTimeout(200);
  }
  for (;;) {
    const { state } = await call<{ state: string }>('GET', `/pulls/${pull}`);
    if (state === 'completed') return;
    if (state !== 'running') throw new Error(`the file was not read: ${state}`);
    await page.waitForTimeout(200);
  }
}

/** Goes on with the tab key until this is in focus. */
async function tabTo(name: string): Promise<void> {
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const one = document.activeElement;
      if (!(one instanceof HTMLElement)) return '';
      const labels = one instanceof HTMLInputElement || one instanceof HTMLSelectElement ? one.labels : null;
      return one.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? one.textContent ?? '';
    });
    if (found.trim() === name) return;
  }
  throw new Error(`the tab key never came to ${name}`);
}

const title = (name: string) => page.getByRole('heading', { level: 1, name });
const left = () => page.getByText(/left to look at$/);

describe('a review of fifty people on nine systems', { timeout: 240_000 }, () => {
  it('is opened by keyboard: systems, reviewer, day', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await title('Access reviews').waitFor();
    await page.getByRole('checkbox', { name: 'Review wiki' }).waitFor();
    for (const system of systems.filter((one) => one !== 'wiki')) {
      await tabTo(`Review ${system}`);
      await page.keyboard.press('Space');
    }
    await tabTo('Name');
    await page.keyboard.type('First quarter');
    await tabTo('Reviewer');
    await page.keyboard.type('Ada');
    await tabTo('Freeze and open');
    await page.keyboard.press('Enter');

    await title('First quarter').waitFor();
    const risky = (systems.length - 1) * riskyEach;
    expect(await left().innerText()).toBe(`${risky} left to look at`);
    expect(await page.getByText('can change everything and give others access').count()).toBeGreaterThan(0);
    await takePictures(page, 'access-review-desk');
    expect(await violationsOn(page)).toEqual([]);
  });

  it('is decided by keyboard: the risky one by one, each with its reason, then the rest in one decision', async () => {
    await page.keyboard.press('r');
    for (let item = 1; item < (systems.length - 1) * riskyEach; item += 1) {
      await page.keyboard.press('y');
      await page.getByLabel('Why is this still needed?').waitFor();
      await page.keyboard.type('Runs it day by day');
      await page.keyboard.press('Enter');
      await page.getByLabel('Why is this still needed?').waitFor({ state: 'detached' });
    }
    await page.getByText('Everything that asks for a look of its own is decided.').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    const rest = (systems.length - 1) * (peopleCount - riskyEach);
    await tabTo(`Keep these ${rest} together`);
    await page.keyboard.press('Enter');
    await page.getByText('Everything is decided. Closing signs', { exact: false }).waitFor();
  });

  it('is undone and decided again until it is closed, and its result says how it was done', async () => {
    await page.keyboard.press('u');
    await page.getByText('1 left to look at').waitFor();
    await page.keyboard.press('r');
    await page.getByText('Saved', { exact: true }).waitFor();
    await tabTo('Close and sign');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Close and sign' }).focus();
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'What stands out' }).waitFor();
    await page.getByText('384 of 400 (96 %)').waitFor();
    await page.getByText('96 % were decided in one go.').waitFor();
    await page.getByText(/0 of \d+ proven gone/).waitFor();
    await takePictures(page, 'access-review-result');
    expect(await violationsOn(page)).toEqual([]);
  });

  it('is decided on a phone with big targets', async () => {
    const members = await call<{ items: { subject: string; role: string }[] }>('GET', '/members');
    const reviewer = members.items.find(({ role }) => role === 'owner')?.subject ?? '';
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const order = { name: 'On the road', dueAt, systems: [{ system: 'wiki', reviewer }] };
    const { id } = await call<{ id: string }>('POST', '/access-reviews', order);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${daybook.url}/access-reviews/${id}`);
    await title('On the road').waitFor();

    const remove = page.getByRole('button', { name: 'Remove', exact: true });
    expect((await remove.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await takePictures(page, 'access-review-phone');
    await remove.click();
    await page.getByText('1 left to look at').waitFor();
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByLabel('Why is this still needed?').fill('Counts visits');
    await page.getByRole('button', { name: 'Keep with this reason' }).click();
    await page.getByRole('button', { name: 'Keep these 48 together' }).click();

    await page.getByText('Everything is decided. Closing signs', { exact: false }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});
