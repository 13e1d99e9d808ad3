import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticatorCode } from '../packages/server/src/access/testing/authenticator.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { takePictures } from './pictures.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

// Who may do what, and how that changes: by two people where it weighs, for a time, and never by the last owner alone.

const password = 'correct horse battery';
const second = { name: 'Bea Example', email: 'bea@example.test', password };
const third = { name: 'Cem Example', email: 'cem@example.test', password };

let daybook: RunningDaybook;
let browser: Browser;
let owner: Page;
let other: Page;

beforeAll(async () => {
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  owner = await newPage();
  await owner.goto(daybook.setupLink);
  await owner.getByLabel('Organisation').fill('Example Ltd');
  await owner.getByLabel('Your name').fill('Ada Example');
  await owner.getByLabel('Your e-mail address').fill('ada@example.test');
  await owner.getByLabel('Password').fill(password);
  await owner.getByRole('button', { name: 'Create the workspace' }).click();
  await owner.waitForURL(({ pathname }) => pathname !== '/setup');
  await enrol(owner);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
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
  const { secret } = (await call(page, 'POST', '/api/account/totp', { password })) as {
    readonly secret: string;
  };
  await call(page, 'POST', '/api/account/totp/confirm', { code: authenticatorCode(secret) });
}

function call(page: Page, method: string, path: string, body: object | null = null): Promise<unknown> {
  return page.evaluate(
    async ([verb, address, text]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(address, { method: verb, headers, ...(text !== null && { body: text }) });
      return answer.json();
    },
    [method, path, body === null ? null : JSON.stringify(body)] as const,
  );
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** As somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 200; steps += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}

async function addMember(person: typeof second, role: string): Promise<void> {
  await owner.goto(`${daybook.url}/members`);
  await owner.getByLabel('Name', { exact: true }).fill(person.name);
  await owner.getByLabel('E-mail address').fill(person.email);
  await owner.getByLabel('Role', { exact: true }).selectOption(role);
  await owner.getByLabel('First password').fill(person.password);
  await owner.getByRole('button', { name: 'Add', exact: true }).click();
}

describe('members and grants', { timeout: 90_000 }, () => {
  it('the only owner makes a second one alone, because nobody else could approve', async () => {
    await addMember(second, 'owner');

    await owner.getByRole('row', { name: /Bea Example.*Owner/ }).waitFor();
    other = await signedIn(second.email);
  });

  it('a third person becomes administrator only once the other owner approves', async () => {
    await addMember(third, 'administrator');
    await owner.getByText('The role Administrator waits until another owner approves it').first().waitFor();
    await owner.getByText('You asked for this, so you cannot approve it').waitFor();
    await owner.getByRole('row', { name: /Cem Example.*Employee/ }).waitFor();

    await other.goto(`${daybook.url}/members`);
    await other.getByRole('button', { name: 'Approve' }).click();
    const layer = other.getByRole('dialog');
    await layer.getByRole('button', { name: 'Approve' }).click();
    await other.getByText('Approved. The role counts now.').first().waitFor();

    await other.getByRole('row', { name: /Cem Example.*Administrator/ }).waitFor();
  });

  it('a role for a time says until when, and why may names it', async () => {
    await owner.goto(`${daybook.url}/members`);
    const row = owner.getByRole('row', { name: /Cem Example/ });
    await row.getByRole('button', { name: /Give for a time/ }).click();
    const layer = owner.getByRole('dialog');
    await layer.getByLabel('Role beside their own').selectOption('isms-owner');
    await layer.getByLabel('Ends on').fill('2099-12-31');
    await layer.getByLabel('Reason').fill('stands in during the holidays');
    await takePictures(owner, 'members-give-grant');
    await layer.getByRole('button', { name: 'Give the role' }).click();
    await owner.getByText('Cem Example now also has the role ISMS owner, for a time.').first().waitFor();

    await owner.goto(`${daybook.url}/access?view=who&action=package.create`);
    const given = owner.getByRole('row', { name: /Cem Example/ });
    await given.getByText(/grant of ISMS owner, until/).waitFor();
    expect(await given.innerText()).toContain('2099');
    await owner.getByRole('row', { name: /Ada Example.*own role Owner/ }).waitFor();
    await takePictures(owner, 'access-who');
    expect(await violationsOn(owner)).toEqual([]);
  });

  it('nobody changes their own rights, and the last owner stays', async () => {
    const { workspaces } = (await call(owner, 'GET', '/api/session')) as {
      readonly workspaces: readonly { readonly subject: string }[];
    };
    const me = workspaces[0]?.subject ?? '';
    const base = '/api/workspaces/default/members';
    const { items } = (await call(owner, 'GET', base)) as {
      readonly items: readonly { readonly subject: string; readonly name: string }[];
    };
    const bea = items.find(({ name }) => name === second.name)?.subject ?? '';
    const asked = { role: 'employee', reason: 'a try' };

    expect(await call(owner, 'PATCH', `${base}/${me}`, asked)).toMatchObject({
      error: { code: 'own-rights' },
    });
    expect(await call(other, 'PATCH', `${base}/${me}`, asked)).toMatchObject({ state: 'changed' });
    expect(await call(other, 'PATCH', `${base}/${bea}`, asked)).toMatchObject({
      error: { code: 'own-rights' },
    });
    await other.goto(`${daybook.url}/members`);
    const own = other.getByRole('row', { name: /Bea Example/ });
    await own.waitFor();
    expect(await own.getByRole('button').count()).toBe(0);
  });

  it('finds a member by typing a part of the name', async () => {
    await other.goto(`${daybook.url}/members`);
    await heading(other, 'Members').waitFor();
    await other.getByRole('searchbox', { name: 'Find by name or address' }).fill('cem');

    await other.getByRole('row', { name: /Bea Example/ }).waitFor({ state: 'detached' });
    expect(await other.getByRole('row', { name: /Cem Example/ }).count()).toBe(1);
    expect(other.url()).toContain('search=cem');
    await takePictures(other, 'members-search');
    expect(await violationsOn(other)).toEqual([]);
  });
});

describe('why may she', { timeout: 90_000 }, () => {
  it('says which policies decide, and what is missing, by keyboard alone', async () => {
    await other.goto(`${daybook.url}/access`);
    await heading(other, 'Access').waitFor();
    await tabTo(other, other.getByLabel('Find a member'));
    await other.keyboard.type('ada');
    await tabTo(other, other.getByRole('button', { name: /Ada Example/ }));
    await other.keyboard.press('Space');
    await tabTo(other, other.getByLabel('What', { exact: true }));
    await other.getByLabel('What', { exact: true }).selectOption('package.create');

    await other.getByRole('heading', { level: 2, name: 'No' }).waitFor();
    await other.getByText('No policy allows it').waitFor();
    await other.getByText(/One of these roles, or a grant of one: .*ISMS owner/).waitFor();
    await takePictures(other, 'access-why-refused');
    expect(await violationsOn(other)).toEqual([]);
  });

  it('names the policy in its own sentence where it is allowed', async () => {
    await other.goto(`${daybook.url}/access?action=package.create`);

    await other.getByRole('heading', { level: 2, name: 'Yes' }).waitFor();
    await other.getByText('An owner may do everything in the workspace they own.').first().waitFor();
    await takePictures(other, 'access-why-allowed');
  });

  it.each(['roles', 'matrix', 'policies'])(
    'shows %s, at every width and without a fault of accessibility',
    async (view) => {
      await other.goto(`${daybook.url}/access?view=${view}`);
      await other
        .getByText(
          view === 'roles'
            ? 'Runs the operations desk'
            : view === 'matrix'
              ? 'Download as CSV'
              : 'Nobody approves what they made themselves.',
        )
        .first()
        .waitFor();
      await takePictures(other, `access-${view}`);

      expect(await violationsOn(other)).toEqual([]);
      await other.setViewportSize({ width: 390, height: 800 });
      const overflow = await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(await violationsOn(other)).toEqual([]);
      await other.setViewportSize({ width: 1280, height: 900 });
    },
  );

  it('leads from the version of the model to its entry, policies word for word', async () => {
    await other.goto(`${daybook.url}/access`);
    await other.getByRole('link', { name: /^Entry \d+ in the ledger$/ }).click();

    await other.getByText('The permission model changed').first().waitFor();
    await other.getByText('Verified in this browser').waitFor();
  });
});
