import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { enrolOnScreen } from './second-factor.ts';
import { makeRepository } from './small-repository.ts';
import { type RunningDaybook, startDaybook } from './start-daybook.ts';

/** Every page that can be opened without knowing an id. */
const pages: readonly string[] = [
  '/',
  '/sources',
  '/sources/new',
  '/sources/new/git',
  '/sources/new/table',
  '/items',
  '/items/change',
  '/controls',
  '/controls/change-review',
  '/controls/change-review/change-reviewed',
  '/frameworks',
  '/frameworks/iso-27001-2022',
  '/frameworks/iso-27001-2022/A.8.32',
  '/ledger',
  '/ledger/1',
  '/ledger/anchors',
  '/ledger/logs',
  '/ledger/fork',
  '/erasures',
  '/erasures/new',
  '/erasures/holds',
  '/packages',
  '/members',
  '/design',
  '/nowhere',
];

let daybook: RunningDaybook;
let browser: Browser;
let page: Page;
let repository: string;
const violations: string[] = [];

beforeAll(async () => {
  repository = makeRepository(3);
  [daybook, browser] = await Promise.all([startDaybook(), launchBrowser()]);
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(20_000);
  await page.exposeFunction('reportViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile } = event;
      Reflect.get(
        window,
        'reportViolation',
      )(`${location.pathname}: ${effectiveDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  await setUpAndConnect();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await daybook?.[Symbol.asyncDispose]();
  rmSync(repository, { recursive: true, force: true });
});

async function setUpAndConnect(): Promise<void> {
  await page.goto(daybook.setupLink);
  await page.getByLabel('Organisation').fill('Example Ltd');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your e-mail address').fill('ada@example.test');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await enrolOnScreen(page, 'correct horse battery');
  await page.getByText('Connect your first source').waitFor();
  await page.goto(`${daybook.url}/sources/new/git`);
  await page.getByLabel('Folder').fill(repository);
  await page.getByRole('button', { name: 'Connect and read' }).click();
  await page.getByRole('heading', { level: 1, name: 'The source was read' }).waitFor();
}

describe('the content policy of the real server', { timeout: 60_000 }, () => {
  it('allows nothing inline and gives each answer a nonce of its own', async () => {
    const policies = await Promise.all(
      ['/', '/items'].map(async (path) => {
        const answer = await fetch(daybook.url + path);
        const policy = answer.headers.get('content-security-policy') ?? '';
        const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1] ?? 'none';
        expect(await answer.text()).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
        return policy;
      }),
    );

    expect(policies[0]).not.toBe(policies[1]);
    expect(policies.join()).not.toMatch(/unsafe-|\*|https?:/);
    expect(policies[0]).toContain("frame-ancestors 'none'");
    expect((await fetch(`${daybook.url}/index.html`)).headers.get('content-security-policy')).toContain(
      "'nonce-",
    );
  });

  it('is broken by no page', async () => {
    for (const path of pages) {
      await page.goto(daybook.url + path);
      await page.waitForSelector('h1', { state: 'attached' });
      await page.waitForSelector('[data-loading]', { state: 'detached' });
    }

    expect(violations.splice(0)).toEqual([]);
  });

  it('is not broken by a layer that locks the scrolling of the page, and the lock works', async () => {
    await page.goto(`${daybook.url}/controls`);
    await page.waitForSelector('h1');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();

    const overflow = await page.evaluate(() => getComputedStyle(document.body).overflow);

    expect(violations.splice(0)).toEqual([]);
    expect(overflow).toBe('hidden');
  });

  it('stops a style element and a script that come without it', async () => {
    await page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'body { color: red }';
      document.head.append(style);
      const script = document.createElement('script');
      script.textContent = 'window.isTaken = true';
      document.head.append(script);
    });

    expect(await page.evaluate(() => Reflect.get(window, 'isTaken'))).toBeUndefined();
    await expect.poll(() => violations.length).toBe(2);
    expect(violations.splice(0).map((text) => text.split(' ')[1])).toEqual([
      'style-src-elem',
      'script-src-elem',
    ]);
  });
});
