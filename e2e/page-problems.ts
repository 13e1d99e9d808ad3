import type { Browser, Page } from 'playwright-core';
import {
  type FixtureServer,
  type Scenario,
  startFixtureServer,
} from '../packages/web/testing/fixture-server.ts';
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

/** Two: as many as a machine of the smallest kind has hands for. */
const tabsMax = 2;

export type Inspection = AsyncDisposable & {
  readonly server: FixtureServer;
  /** What axe finds on one page in each look, and whether anything stands out at the side; one load for all of them. */
  problemsOf(path: string, asked: InspectionOptions): Promise<readonly string[]>;
};

type InspectionOptions = {
  readonly looks: readonly Look[];
  /** The page waits for an answer that never comes. */
  readonly isWaiting?: boolean;
  /** The state of the world a tab must have been opened in; it goes from page to page while that stays the same. */
  readonly scenario: Scenario;
};

/** A browser and the built app on fixtures, to look at pages in every state; asked for several at once it looks at two. */
export async function openInspection(): Promise<Inspection> {
  const [server, browser] = await Promise.all([startFixtureServer(), launchBrowser()]);
  const tabs = await Promise.all(Array.from({ length: tabsMax }, () => openTab(browser)));
  const waiting: ((tab: Tab) => void)[] = [];
  const take = async () => tabs.pop() ?? new Promise<Tab>((resolve) => waiting.push(resolve));
  const giveBack = (tab: Tab) => {
    const next = waiting.shift();
    if (next === undefined) tabs.push(tab);
    else next(tab);
  };
  return {
    server,
    problemsOf: async (path, asked) => {
      const tab = await take();
      try {
        return await problemsOn(tab, { ...asked, path, address: server.url + path });
      } finally {
        giveBack(tab);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

type Tab = { readonly page: Page; readonly complaints: string[]; shows: Scenario | null };

async function problemsOn(
  tab: Tab,
  { path, address, looks, scenario, isWaiting = false }: InspectionOptions & Place,
): Promise<readonly string[]> {
  const { page, complaints } = tab;
  const [first] = looks;
  if (first !== undefined) await dress(page, first);
  const mayWalk = tab.shows === scenario && !outside.includes(scenario);
  tab.shows = scenario;
  if (!mayWalk || !(await walkTo(page, path))) await page.goto(address);
  await page.waitForSelector('h1, [role="status"]', { state: 'attached' });
  if (!isWaiting) await page.waitForSelector('[data-loading]', { state: 'detached' });
  const problems: string[] = [];
  for (const look of looks) problems.push(...(await problemsIn(page, path, look)));
  return [...problems, ...complaints.splice(0)];
}

type Place = { readonly path: string; readonly address: string };

/** Who is not let in is led elsewhere from every page. */
const outside: readonly Scenario[] = ['signed-out', 'needs-setup'];

/** At 60 a second. */
const framesMax = 120;

/**
 * Goes to a page as a link of the app does, which takes a fraction of loading it anew; false where nothing new came. By way of an
 * address without a page: from there everything the next one shows is new, even where both are one page with another query.
 */
async function walkTo(page: Page, path: string): Promise<boolean> {
  const roads = { addresses: ['/between-pages', path], framesMax };
  return page.evaluate(async ({ addresses, framesMax: most }) => {
    for (const next of addresses) {
      for (const one of document.querySelectorAll('h1, [role="status"]')) one.setAttribute('data-left', '');
      window.history.pushState({}, '', next);
      let frames = 0;
      while (document.querySelector('h1:not([data-left]), [role="status"]:not([data-left])') === null) {
        if (frames === most) return false;
        frames += 1;
        await new Promise(requestAnimationFrame);
      }
    }
    return true;
  }, roads);
}

/** What the page's own script complains of counts as a problem too. */
async function openTab(browser: Browser): Promise<Tab> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(waitMs);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return { page, complaints, shows: null };
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
