import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Scenario } from '../packages/web/testing/fixture-server.ts';
import { type Inspection, openInspection, opposites } from './page-problems.ts';

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
      '/keys',
      '/scim',
      '/sign-in-policy',
      '/audit-trail',
      '/audit-trail?search=nobody',
      '/exports',
      '/exports/reveals',
      '/leavers',
      '/leavers/lvr_1',
      '/leavers/reports',
      '/i-left#token',
      '/access-reviews',
      '/access-reviews/arv_1',
      '/access-requests',
      '/access-requests?view=exceptions',
      '/access-requests?view=moves',
      '/access-requests?view=roles',
      '/account-owners',
      '/systems',
      '/systems/x',
      '/agencies',
      '/agencies/agy_1',
      '/who',
      '/brand-accounts',
      '/visibility',
    ],
  ],
  ['running', ['/sources/pulls/pul_1']],
  ['failed', ['/sources/pulls/pul_1']],
  ['tampered', ['/ledger/5']],
  ['forked', ['/', '/ledger/fork', '/ledger/logs', '/ledger/5', '/audit-trail']],
  ['overdue', ['/scim', '/', '/ledger', '/ledger/anchors', '/audit-trail?search=con_1']],
  ['keyless', ['/ledger/5', '/audit-trail']],
  ['erased', ['/ledger/5', '/erasures/era_2', '/erasures/new?positions=5,%207']],
  [
    'waiting',
    ['/keys', '/sign-in-policy', '/scim', '/', '/controls/change-review', '/ledger/anchors', '/audit-trail'],
  ],
  [
    'broken',
    [
      '/keys',
      '/sign-in-policy',
      '/scim',
      '/audit-trail',
      '/',
      '/controls',
      '/ledger/5',
      '/ledger/anchors',
      '/erasures',
      '/who',
      '/leavers',
      '/leavers/lvr_1',
      '/access-reviews/arv_1',
      '/access-requests',
      '/account-owners',
      '/systems/x',
    ],
  ],
  [
    'forbidden',
    [
      '/exports',
      '/exports/reveals',
      '/keys',
      '/sign-in-policy',
      '/scim',
      '/audit-trail',
      '/ledger',
      '/frameworks',
      '/erasures',
    ],
  ],
  ['reader', ['/who', '/audit-trail', '/', '/packages', '/erasures', '/ledger/anchors']],
  ['signed-out', ['/sign-in', '/i-left#token']],
  ['needs-setup', ['/setup#set_1', '/setup']],
];

let inspection: Inspection;

beforeAll(async () => {
  inspection = await openInspection();
}, 120_000);

afterAll(() => inspection?.[Symbol.asyncDispose]());

it.each(states)(
  'has nothing for axe to find, light at desktop and dark at phone width: %s',
  { timeout: 600_000 },
  async (scenario, paths) => {
    inspection.server.show(scenario);

    const asked = { looks: opposites, scenario, isWaiting: scenario === 'waiting' };
    const problems = await Promise.all(paths.map((path) => inspection.problemsOf(path, asked)));
    expect(problems.flat()).toEqual([]);
  },
);
