import { afterAll, beforeAll, expect, it } from 'vitest';
import { coverageAt } from './index.ts';
import { account, accounts, type ControlsServer, startControls } from './testing/start-frameworks.ts';

let server: ControlsServer;
const root = '/api/workspaces/default/frameworks';
let failedAt = '';

beforeAll(async () => {
  server = await startControls();
  await server.tell('helpdesk', { ...accounts(account('ada', { hasMfa: false })), maxGapHours: 500 });
  failedAt = server.clock.now();
  server.clock.forward(24 * 3_600_000);
  await server.tell('helpdesk', { ...accounts(account('ada')), maxGapHours: 500 });
});
afterAll(() => server[Symbol.asyncDispose]());

it('lists the frameworks with how many requirements are in each state', async () => {
  const { items } = await read(root);

  expect(items.map((framework: { id: string }) => framework.id)).toEqual([
    'iso-27001-2022',
    'nist-csf-2.0',
    'soc2-tsc-2017-2022',
  ]);
  const [iso] = items;
  expect(iso.requirements).toBe(123);
  // A.5.17 and A.8.5.
  expect(iso.states['partly-covered']).toBe(2);
  expect(iso.states['not-covered']).toBeGreaterThan(100);
});

it('shows a requirement as it stands now and as it stood on a day', async () => {
  const now = await read(`${root}/iso-27001-2022`);
  const before = await read(`${root}/iso-27001-2022?asOf=${failedAt.slice(0, 10)}`);
  const long = await read(`${root}/iso-27001-2022?asOf=2020-01-01`);

  expect(stateOf(now, 'A.8.5')).toBe('partly-covered');
  expect(stateOf(before, 'A.8.5')).toBe('failing');
  expect(before.asOf).toBe('2026-03-01T23:59:59.999Z');
  expect(stateOf(long, 'A.8.5')).toBe('not-evidenced');
  expect([now.note, before.note, long.note]).toEqual([null, null, null]);
});

it('answers the future as of now and says so', async () => {
  const now = await read(`${root}/iso-27001-2022`);
  const future = await read(`${root}/iso-27001-2022?asOf=2126-01-01`);

  expect(future).toEqual({ ...now, note: '2126-01-01 lies in the future: this is as of now' });
});

it('shows one requirement with what its controls rest on', async () => {
  const requirement = await read(`${root}/iso-27001-2022/requirements/A.8.5`);

  expect(requirement).toMatchObject({
    framework: 'iso-27001-2022',
    frameworkName: 'ISO/IEC 27001:2022',
    id: 'A.8.5',
    state: 'partly-covered',
    controls: [
      { id: 'brand-account-sign-in', verdict: 'not-tested', items: 0, covers: 'part' },
      {
        id: 'multi-factor-authentication',
        verdict: 'effective',
        counts: { pass: 1 },
        items: 1,
        covers: 'part',
      },
    ],
  });
});

it('tells later features the same states as of the same instant', async () => {
  const { requirements, asOf } = await server.services.database.withWorkspace(server.workspaceId, (tx) =>
    coverageAt(tx, 'iso-27001-2022', failedAt, server.services),
  );

  expect(asOf).toBe(failedAt);
  expect(requirements.find(({ id }) => id === 'A.8.5')?.state).toBe('failing');
});

it.each([
  ['an unknown framework', '/nothing', 404, 'framework-unknown'],
  ['an unknown requirement', '/iso-27001-2022/requirements/A.99', 404, 'not-found'],
  ['a requirement of another edition', '/iso-27001-2022/requirements/A.9.4.2', 404, 'not-found'],
  ['a day that does not exist', '/iso-27001-2022?asOf=2026-02-30', 400, 'bad-request'],
])('refuses %s', async (_what, path, status, code) => {
  const answer = await server.send('GET', `${root}${path}`, server.owner);

  expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
});

async function read(url: string) {
  const answer = await server.send('GET', url, server.owner);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

function stateOf(framework: { requirements: { id: string; state: string }[] }, id: string) {
  return framework.requirements.find((requirement) => requirement.id === id)?.state;
}
