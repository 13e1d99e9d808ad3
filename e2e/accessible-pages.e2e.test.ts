import { afterAll, beforeAll, expect, it } from 'vitest';
import { everyLook, type Inspection, openInspection } from './page-problems.ts';

const pages: readonly string[] = [
  '/nowhere',
  '/',
  '/sources',
  '/sources/new',
  '/sources/new/git',
  '/sources/new/table',
  '/sources/con_1',
  '/sources/pulls/pul_1',
  '/sources/imports/imp_1',
  '/sources/mappings',
  '/deadlines',
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
  '/exports',
  '/exports?list=items&kind=account&scope=crm.example',
  '/exports/reveals',
  '/who',
  '/who/sub_22222222-7f43-4c11-9a63-08f1c1f7a3d1',
  '/brand-accounts',
  '/brand-accounts/bra_1',
  '/visibility',
  '/leavers',
  '/leavers/lvr_1',
  '/leavers/lvr_3',
  '/leavers/new',
  '/leavers/reports',
  '/i-left#token',
  '/access-reviews',
  '/access-reviews/arv_1',
  '/access-reviews/arv_2',
  '/access-requests',
  '/access-requests?view=exceptions',
  '/access-requests?view=moves',
  '/access-requests?view=roles',
  '/account-owners',
  '/systems',
  '/systems/x',
  '/agencies',
  '/agencies/agy_1',
  '/sources/con_2',
  '/members',
  '/keys',
  '/account',
  '/account/second-factor',
  '/sessions',
  '/scim',
  '/scim?provider=okta',
  '/reset#rst_1',
  '/sign-in-policy',
  '/break-glass',
  '/audit-trail',
  '/audit-trail?kind=people&search=role&from=2026-11-01',
  '/design',
];

let inspection: Inspection;

beforeAll(async () => {
  inspection = await openInspection();
  inspection.server.show('full');
}, 120_000);

afterAll(() => inspection?.[Symbol.asyncDispose]());

it.concurrent.each(pages)(
  'has nothing for axe to find, light and dark, at desktop and phone width: %s',
  { timeout: 300_000 },
  async (path) => {
    expect(await inspection.problemsOf(path, { looks: everyLook, scenario: 'full' })).toEqual([]);
  },
);
