import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticatorCode } from '../packages/server/src/access/testing/authenticator.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

// Who is here stands in one list, who joins gets what was agreed to, and who changes their job keeps nothing by itself. With the keyboard only.

const password = 'correct horse battery';
const dayMs = 24 * 60 * 60 * 1_000;
const yes = 'yes';
const no = 'no';
const roles = {
  admin: { administer: yes, export: yes, connect: yes, publish: yes },
  analyst: { administer: no, export: yes, connect: no, publish: no },
  agent: { administer: no, export: no, connect: no, publish: yes },
};

let daybook: RunningDaybook;
let browser: Browser;
/** Asks. */
let ada: Page;
/** Decides. */
let bea: Page;
let peopleList = '';
let accessList = '';

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  ada = await newPage();
  await ada.goto(daybook.setupLink);
  await ada.getByLabel('Organisation').fill('Example Ltd');
  await ada.getByLabel('Your name').fill('Ada Example');
  await ada.getByLabel('Your e-mail address').fill('ada@example.test');
  await ada.getByLabel('Password').fill(password);
  await ada.getByRole('button', { name: 'Create the workspace' }).click();
  await ada.waitForURL(({ pathname }) => pathname !== '/setup');
  await enrol(ada);
  const second = { name: 'Bea Example', email: 'bea@example.test', role: 'owner', password };
  await call(ada, '/api/workspaces/default/members', second);
  bea = await newPage();
  await bea.goto(`${daybook.url}/sign-in`);
  await bea.getByLabel('E-mail address').fill(second.email);
  await bea.getByLabel('Password').fill(password);
  await bea.getByRole('button', { name: 'Sign in', exact: true }).click();
  await bea.waitForURL(({ pathname }) => pathname !== '/sign-in');
  await enrol(bea);
  peopleList = await load('people.csv', people('agent'), { settings: { kind: 'person' } });
  const first = [...everybody, 'kim@example.test,forum,agent', 'kim@example.test,crm,agent'];
  accessList = await load('access.csv', access(first), { settings: { kind: 'account', roles } });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

/** Enough others that a list without one or two of Kim's lines is not taken for a broken one. */
const others = ['lou', 'max', 'nia', 'oli', 'pat'];
const everybody = [
  ...others.flatMap((name) => [
    `${name}@example.test,crm,agent`,
    `${name}@example.test,forum,agent`,
    `${name}@example.test,shop,agent`,
  ]),
  'campaigns@agency.example,forum,admin',
];

function people(roleOfKim: string): string {
  const rows = others.map((name) => `${capital(name)} Example,${name}@example.test,agent`);
  return `Name,Email,Role\nKim Example,kim@example.test,${roleOfKim}\n${rows.join('\n')}\n`;
}

function capital(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

function access(rows: readonly string[]): string {
  return `Email,System,Roles\n${rows.join('\n')}\n`;
}

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
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
      const answer = await fetch(address, { method: 'POST', headers, body: text });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    [path, JSON.stringify(body)] as const,
  );
}

/** Reads a file, as the next one of a connection where one is named, and waits until it was read. */
function load(name: string, text: string, asked: object): Promise<string> {
  return ada.evaluate(
    async ([file, content, more]) => {
      const form = new FormData();
      form.append('file', new File([content], file, { type: 'text/csv' }));
      const base = '/api/workspaces/default';
      const { upload } = await (await fetch(`${base}/uploads`, { method: 'POST', body: form })).json();
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ connector: 'table', upload, ...JSON.parse(more) });
      const made = await (await fetch(`${base}/imports`, { method: 'POST', headers, body })).json();
      for (let tries = 0; tries < 300; tries += 1) {
        const { state, error } = await (await fetch(`${base}/pulls/${made.pull}`)).json();
        if (state === 'completed') return made.connection;
        if (state === 'failed') throw new Error(JSON.stringify(error));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('a file was not read');
    },
    [name, text, JSON.stringify(asked)] as const,
  );
}

/** As somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 200; steps += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

async function goHome(page: Page): Promise<void> {
  await page.goto(`${daybook.url}/`);
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
}

/** Into the part of the screen that a press of its name shows. */
async function goToRequests(page: Page, part: string | null): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.getByRole('heading', { level: 1, name: 'Access requests' }).waitFor();
  if (part === null) return;
  await press(page, part);
}

describe('who is here', () => {
  it('stands in one list, unknown first; each cell says where and when it was seen', async () => {
    await goHome(ada);
    await ada.keyboard.press('g');
    await ada.keyboard.press('w');
    await ada.getByRole('heading', { level: 1, name: 'Who can act as us right now?' }).waitFor();
    const grid = ada.getByRole('grid');
    const first = grid.getByRole('rowheader').first();
    await first.getByText('campaigns@agency.example').waitFor();
    await tabTo(ada, first.getByRole('link'));
    // Systems stand by their names, Daybook itself last: crm, forum, shop, daybook.
    for (let step = 0; step < 2; step += 1) await ada.keyboard.press('ArrowRight');
    await ada.getByText('campaigns@agency.example · forum').waitFor();
    await takePictures(ada, 'who');
    expect(await violationsOn(ada)).toEqual([]);
  });
});

describe('who joins', () => {
  it('is asked access for, and somebody else agrees', async () => {
    await goHome(ada);
    await goToRequests(ada, null);
    await tabTo(ada, ada.getByLabel('For whom', { exact: true }));
    await ada.keyboard.press('ArrowDown');
    await type(ada, 'Find the person', 'Kim');
    await tabTo(ada, ada.getByRole('radio', { name: /Kim Example/ }));
    await ada.keyboard.press('Space');
    await type(ada, 'System', 'shop');
    await type(ada, 'Role there', 'analyst');
    await tabTo(ada, ada.getByLabel('export', { exact: true }));
    await ada.keyboard.press('Space');
    await type(ada, 'What is it for?', 'Counts the returns of each week');
    await press(ada, 'Ask');
    await ada.getByText('You asked for this, so somebody else decides.').waitFor();

    await goHome(bea);
    await goToRequests(bea, null);
    await press(bea, 'Approve');
    await takePictures(bea, 'request-approve');
    const sure = bea.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true });
    await tabTo(bea, sure);
    await bea.keyboard.press('Enter');
    await bea.getByText('No request waits.').waitFor();
  });

  it('what was agreed to appears and is in order; what nobody asked for is an exception', async () => {
    const rows = [
      ...everybody.filter((row) => row !== 'lou@example.test,crm,agent'),
      'lou@example.test,crm,admin',
      'kim@example.test,forum,agent',
      'kim@example.test,crm,agent',
      'kim@example.test,shop,analyst',
    ];
    await load('access-2.csv', access(rows), { connection: accessList });
    await goToRequests(ada, 'Appeared without a request');

    const table = ada.getByRole('table', { name: 'Appeared without a request' });
    await table.getByText('admin, crm').waitFor();
    await table.getByText('No request', { exact: true }).waitFor();
    expect(await table.getByText('Lou Example').count()).toBe(1);
    expect(await table.getByText('Kim Example').count()).toBe(0);
    await takePictures(ada, 'access-exceptions');
    expect(await violationsOn(ada)).toEqual([]);
  });
});

describe('who changes their job', () => {
  const card = () => bea.getByRole('listitem').filter({ hasText: 'role: agent, now analyst' });

  it('has every right to be agreed to again within five business days', async () => {
    await load('people-2.csv', people('analyst'), { connection: peopleList });
    await goToRequests(bea, 'Changed role');
    await card().getByText('3 accesses to decide').waitFor();

    const due = Date.parse((await card().locator('time').first().getAttribute('datetime')) ?? '');
    const days = (due - Date.now()) / dayMs;
    // Five business days are five to eight days of the calendar.
    expect(days).toBeGreaterThan(4);
    expect(days).toBeLessThan(9);
    await takePictures(bea, 'mover-open');
    expect(await violationsOn(bea)).toEqual([]);
  });

  it('keeps what somebody else agrees to again', async () => {
    await tabTo(bea, bea.getByRole('checkbox', { name: /^Keep .* on shop$/ }));
    await bea.keyboard.press('Space');
    await tabTo(bea, bea.getByRole('checkbox', { name: /^Keep .* on crm$/ }));
    await bea.keyboard.press('Space');
    await press(bea, 'Agree to the 2 ticked');

    await card().getByText('one access to decide').waitFor();
    expect(await card().getByText('Agreed to again').count()).toBe(2);
  });

  it('loses the rest, which is proven by the next whole list', async () => {
    const rows = [...everybody, 'kim@example.test,crm,agent', 'kim@example.test,shop,analyst'];
    await load('access-3.csv', access(rows), { connection: accessList });

    await card().getByText('Proven gone').waitFor();
    await card().getByText('Nothing left to decide').waitFor();
    await takePictures(bea, 'mover-settled');
  });
});
