import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FixtureServer,
  type Scenario,
  startFixtureServer,
} from '../packages/web/testing/fixture-server.ts';
import { violationsOn } from './axe.ts';
import { launchBrowser } from './browser.ts';

const pages: readonly string[] = [
  '/',
  '/sources',
  '/sources/new',
  '/sources/new/git',
  '/sources/new/table',
  '/sources/con_1',
  '/sources/pulls/pul_1',
  '/items',
  '/items/change?scope=git.example%2Fteam%2Fstore',
  '/items/change/item?scope=git.example%2Fteam%2Fstore&key=ab',
  '/controls',
  '/controls/change-review',
  '/controls/change-review/change-reviewed',
  '/frameworks',
  '/frameworks/iso-27001-2022',
  '/frameworks/iso-27001-2022/A.8.32',
  '/ledger',
  '/ledger/5',
  '/ledger/anchors',
  '/ledger/logs',
  '/erasures',
  '/erasures/new?search=gr&subject=sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1',
  '/erasures/era_1',
  '/erasures/holds',
  '/items?known=2026-11-01',
  '/packages',
  '/members',
  '/design',
  '/nowhere',
];

/** Each other state of the world, with the pages that look different in it. */
const states: readonly (readonly [Scenario, readonly string[]])[] = [
  [
    'empty',
    [
      '/',
      '/sources',
      '/items',
      '/items/change?scope=x',
      '/controls',
      '/controls/change-review',
      '/ledger',
      '/ledger/anchors',
      '/ledger/logs',
      '/erasures',
      '/erasures/holds',
      '/packages',
    ],
  ],
  ['running', ['/sources/pulls/pul_1']],
  ['failed', ['/sources/pulls/pul_1']],
  ['tampered', ['/ledger/5']],
  ['forked', ['/', '/ledger/fork', '/ledger/logs', '/ledger/5']],
  ['overdue', ['/', '/ledger', '/ledger/anchors']],
  ['erased', ['/ledger/5', '/erasures/era_2', '/erasures/new?positions=5,%207']],
  ['waiting', ['/', '/controls/change-review', '/ledger/anchors']],
  ['broken', ['/', '/controls', '/ledger/5', '/ledger/anchors', '/erasures']],
  ['forbidden', ['/ledger', '/frameworks', '/erasures']],
  ['reader', ['/', '/packages', '/erasures', '/ledger/anchors']],
  ['signed-out', ['/sign-in']],
  ['needs-setup', ['/setup#set_1', '/setup']],
];

const looks = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
] as const;

const opposites = [looks[0], looks[2]] as const;

let server: FixtureServer;
let browser: Browser;
/** One for each colour scheme, so that both cores have work. */
let tabs: readonly Page[];
const complaints: string[] = [];
let isWaiting = false;

beforeAll(async () => {
  server = await startFixtureServer();
  browser = await launchBrowser();
  tabs = await Promise.all([openTab(), openTab()]);
});

async function openTab(): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return page;
}

afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

type Look = (typeof looks)[number];

async function problemsOf(path: string, seen: readonly Look[]): Promise<readonly string[]> {
  const found = await Promise.all(
    tabs.map((page, place) =>
      problemsIn(
        page,
        path,
        seen.filter(({ colorScheme }) => (colorScheme === 'light') === (place === 0)),
      ),
    ),
  );
  return found.flat();
}

async function problemsIn(page: Page, path: string, seen: readonly Look[]): Promise<readonly string[]> {
  await page.goto(server.url + path);
  await page.waitForSelector('h1, [role="status"]', { state: 'attached' });
  if (!isWaiting) await page.waitForSelector('[data-loading]', { state: 'detached' });
  const problems: string[] = [];
  for (const { width, height, colorScheme } of seen) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const violations = await violationsOn(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) problems.push(`${path} ${width} px: ${overflow} px too wide`);
    for (const { id, nodes } of violations) {
      problems.push(
        `${path} ${width} px ${colorScheme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      );
    }
  }
  return problems;
}

describe('every page, light and dark, at desktop and phone width', () => {
  it.each(pages)('has nothing for axe to find: %s', { timeout: 60_000 }, async (path) => {
    server.show('full');

    expect(await problemsOf(path, looks)).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });
});

describe('every state, light at desktop and dark at phone width', () => {
  it.each(states)('has nothing for axe to find: %s', { timeout: 90_000 }, async (scenario, paths) => {
    server.show(scenario);
    isWaiting = scenario === 'waiting';

    for (const path of paths) expect(await problemsOf(path, opposites)).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });
});
