import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, get, origin, post } from '../access/testing/start-access.ts';
import { startWorkforce, type WorkforceServer } from '../workforce/testing/start-workforce.ts';

let server: WorkforceServer;
let slug = '';
const dataDir = mkdtempSync(join(tmpdir(), 'daybook-sample-'));
beforeAll(async () => {
  server = await startWorkforce();
  // The settings of a test server are its own.
  Object.assign(server.services.settings, { dataDir });
  const made = await post(server, '/api/samples', { seed: 7, months: 1 }, server.owner);
  slug = made.json<{ slug: string }>().slug;
  await server.services.background.settled();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const at = (path: string) => `/api/workspaces/${slug}${path}`;

it('fills a workspace of its own, marked as sample, for whoever asked', async () => {
  const session = await get(server, '/api/session', server.owner);
  const filling = await get(server, at('/sample'), server.owner);
  const people = await get(server, at('/populations/items?kind=person&limit=200'), server.owner);

  expect(session.json().workspaces).toContainEqual(
    expect.objectContaining({ slug, isSample: true, role: 'owner' }),
  );
  expect(filling.json()).toMatchObject({ state: 'completed', filesRead: 11, filesTotal: 11 });
  expect(people.json<{ items: readonly unknown[] }>().items).toHaveLength(50);
});

it('says so in the name of its log, which every proof of it carries', async () => {
  const ledger = await get(server, at('/ledger'), server.owner);

  expect(ledger.json<{ log: { origin: string } }>().log.origin).toMatch(/^daybook\/sample\//);
});

it('never becomes evidence: neither a package nor an export is made of it', async () => {
  const order = { framework: 'soc2-tsc-2017-2022', from: '2026-01-01', to: '2026-02-01' };
  const wish = { what: 'members', reason: 'to look at it outside' };

  expect(codeOf(await post(server, at('/packages'), order, server.owner))).toBe('403 sample-workspace');
  expect(codeOf(await post(server, at('/exports'), wish, server.owner))).toBe('403 sample-workspace');
});

it('shows nothing of it to others of the first workspace', async () => {
  expect(codeOf(await get(server, at('/sample'), server.manager.cookie))).toBe('404 not-found');
});

it('is thrown away by its owner, and only it can be', async () => {
  const remove = (workspace: string) =>
    server.app.inject({
      method: 'DELETE',
      url: `/api/workspaces/${workspace}/sample`,
      headers: { origin, 'sec-fetch-site': 'same-origin', cookie: server.owner },
    });

  expect(codeOf(await remove('default'))).toBe('404 not-found');
  expect(codeOf(await remove(slug))).toBe('200 ok');
  const session = await get(server, '/api/session', server.owner);
  expect(session.json().workspaces).toMatchObject([{ slug: 'default' }]);
  expect(codeOf(await get(server, at('/sample'), server.owner))).toBe('404 not-found');
});

it('can be made again after it was thrown away', async () => {
  const made = await post(server, '/api/samples', { seed: 1, months: 1 }, server.owner);
  await server.services.background.settled();

  const again = made.json<{ slug: string }>().slug;
  const filling = await get(server, `/api/workspaces/${again}/sample`, server.owner);
  expect(filling.json()).toMatchObject({ state: 'completed', filesRead: 11 });
});
