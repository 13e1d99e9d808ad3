import type { Browser, Page } from 'playwright-core';
import { type FixtureServer, startFixtureServer } from '../packages/web/testing/fixture-server.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';

type Look = {
  readonly width: 1280 | 390;
  readonly colorScheme: 'light' | 'dark';
  /** All rules, or only the one that a colour scheme can break. */
  readonly rules: 'all' | 'contrast';
};

/** Structure at both widths and colours in both schemes. */
export const opposites: readonly Look[] = [
  { width: 1280, colorScheme: 'light', rules: 'all' },
  { width: 390, colorScheme: 'dark', rules: 'all' },
];

/** As well the colours of what only one width shows, in the other scheme. */
export const everyLook: readonly Look[] = [
  { width: 1280, colorScheme: 'light', rules: 'all' },
  { width: 1280, colorScheme: 'dark', rules: 'contrast' },
  { width: 390, colorScheme: 'dark', rules: 'all' },
  { width: 390, colorScheme: 'light', rules: 'contrast' },
];

const heightPx = 900;
/** A slow machine is no finding. */
const waitMs = 60_000;

export type Inspection = AsyncDisposable & {
  readonly server: FixtureServer;
  /** What axe finds on one page in each look, and whether anything stands out at the side; one load for all of them. */
  problemsOf(path: string, asked: InspectionOptions): Promise<readonly string[]>;
};

type InspectionOptions = {
  readonly looks: readonly Look[];
  /** The page waits for an answer that never comes. */
  readonly isWaiting?: boolean;
};

/** A browser and the built app on fixtures, to look at pages in every state. */
export async function openInspection(): Promise<Inspection> {
  const [server, browser] = await Promise.all([startFixtureServer(), launchBrowser()]);
  const { page, complaints } = await openTab(browser);
  return {
    server,
    problemsOf: async (path, { looks, isWaiting = false }) => {
      const problems: string[] = [];
      await show(page, server.url + path, { look: looks[0], isWaiting });
      for (const look of looks) problems.push(...(await problemsIn(page, path, look)));
      return [...problems, ...complaints.splice(0)];
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What the page's own script complains of counts as a problem too. */
async function openTab(browser: Browser): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(waitMs);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return { page, complaints };
}

async function show(
  page: Page,
  address: string,
  { look, isWaiting }: { readonly look: Look | undefined; readonly isWaiting: boolean },
): Promise<void> {
  if (look !== undefined) await dress(page, look);
  await page.goto(address);
  await page.waitForSelector('h1, [role="status"]', { state: 'attached' });
  if (!isWaiting) await page.waitForSelector('[data-loading]', { state: 'detached' });
}

async function dress(page: Page, { width, colorScheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: heightPx });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

async function problemsIn(page: Page, path: string, look: Look): Promise<readonly string[]> {
  await dress(page, look);
  const violations = await violationsOn(page, look.rules === 'all' ? undefined : ['color-contrast']);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const place = `${path} ${look.width} px ${look.colorScheme}`;
  return [
    ...(overflow > 0 ? [`${place}: ${overflow} px too wide`] : []),
    ...violations.map(
      ({ id, nodes }) => `${place}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    ),
  ];
}
