import { afterAll, beforeAll, expect, it } from 'vitest';
import { account, accounts, type ControlsServer, startControls } from './testing/start-controls.ts';

let server: ControlsServer;
const root = '/api/workspaces/default';

beforeAll(async () => {
  server = await startControls();
  const records = Array.from({ length: 25 }, (_, i) => account(`agent${i}`, { hasMfa: i !== 7 }));
  const others = [account('bot', { accountKind: 'service' }), account('odd', { hasMfa: 'unknown' })];
  await server.tell('helpdesk', accounts(...records, ...others));
});
afterAll(() => server[Symbol.asyncDispose]());

it('lists every control with a sentence that holds N', async () => {
  const { items } = await read(`${root}/controls`);

  expect(items.map((control: { id: string }) => control.id)).toEqual([
    ...server.services.catalog.controls.keys(),
  ]);
  expect(items.find((control: { id: string }) => control.id === 'multi-factor-authentication')).toMatchObject(
    {
      verdict: 'not-effective',
      counts: { pass: 24, fail: 1, unknown: 1, notApplicable: 1 },
      items: 27,
      reason: '1 of 26 accounts fail; 24 pass and 1 are unknown.',
      next: 'Look at the 1 accounts that fail.',
      evaluatedAt: server.clock.now(),
    },
  );
});

it('shows what a control says, what tests it, what it answers and what it rests on', async () => {
  const control = await read(`${root}/controls/multi-factor-authentication`);

  expect(control.checks).toMatchObject([{ id: 'human-account-mfa', version: 2, population: 'account' }]);
  expect(control.requirements).toContainEqual(
    expect.objectContaining({
      framework: 'iso-27001-2022',
      id: 'A.8.5',
      title: 'Secure authentication',
      covers: 'part',
    }),
  );
  expect(control.populations).toMatchObject([
    { kind: 'account', scope: 'helpdesk', items: 27, isComplete: true },
  ]);
});

it('walks all findings page by page, the failures first, each item once', async () => {
  const seen: { key: string; outcome: string; position: number }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = await read(`${root}/controls/multi-factor-authentication/findings?limit=10${query}`);
    expect(page.counts).toEqual({ pass: 24, fail: 1, unknown: 1, notApplicable: 1 });
    expect(page.items.length).toBeLessThanOrEqual(10);
    seen.push(...page.items);
    cursor = page.nextCursor;
  }

  expect(new Set(seen.map(({ key }) => key)).size).toBe(27);
  expect(seen.slice(0, 4).map(({ outcome }) => outcome)).toEqual([
    'fail',
    'unknown',
    'not-applicable',
    'pass',
  ]);
  expect(seen.every(({ position }) => position > 0)).toBe(true);
});

it('lists the findings of one outcome', async () => {
  const page = await read(`${root}/controls/multi-factor-authentication/findings?outcome=fail`);

  expect(page.items).toMatchObject([
    {
      check: 'human-account-mfa',
      version: 2,
      outcome: 'fail',
      code: 'mfa-off',
      title: 'helpdesk/agent7@company.example',
      settle: null,
    },
  ]);
  expect(page.nextCursor).toBeNull();
});

it('shows a ribbon of the last 90 days that ends today', async () => {
  const ribbon = await read(`${root}/controls/multi-factor-authentication/ribbon`);

  expect(ribbon.days).toHaveLength(90);
  expect(ribbon.days.at(-1)).toMatchObject({
    day: '2026-03-01',
    state: 'not-effective',
    counts: { fail: 1 },
  });
  expect(ribbon.days.at(-2)).toEqual({ day: '2026-02-28', state: 'unobserved', counts: null });
});

it('runs the checks and answers each control', async () => {
  const answer = await server.send('POST', `${root}/checks/run`, server.owner);

  expect(answer.statusCode).toBe(200);
  expect(answer.json().controls).toContainEqual({
    id: 'multi-factor-authentication',
    verdict: 'not-effective',
    pass: 24,
    fail: 1,
    unknown: 1,
    notApplicable: 1,
  });
});

it.each([
  ['an unknown control', '/controls/nothing', 404],
  ['findings of an unknown control', '/controls/nothing/findings', 404],
  ['the ribbon of an unknown control', '/controls/nothing/ribbon', 404],
  [
    'a ribbon that ends before it begins',
    '/controls/change-review/ribbon?from=2026-03-02&to=2026-03-01',
    400,
  ],
  ['a ribbon of many years', '/controls/change-review/ribbon?from=2000-01-01&to=2026-03-01', 400],
  ['a cursor of another list', '/controls/change-review/findings?cursor=abc', 400],
])('refuses %s', async (_what, path, status) => {
  const answer = await server.send('GET', `${root}${path}`, server.owner);

  expect(answer.statusCode).toBe(status);
});

it('answers nobody who is not signed in', async () => {
  const answer = await server.send('GET', `${root}/controls`, null);

  expect(answer.statusCode).toBe(401);
});

async function read(url: string) {
  const answer = await server.send('GET', url, server.owner);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}
