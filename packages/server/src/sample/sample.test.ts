import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, get, origin, owner, post } from '../access/testing/start-access.ts';
import { keepUpload } from '../intake/index.ts';
import { systemActor } from '../platform/index.ts';
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

/** Written by hand from what reaches beyond made-up data; a route that administers is closed without being named anywhere else. */
const closedActions = [
  'anchor-target.add',
  'anchor-target.remove',
  'anchor.run',
  'break-glass.create',
  'break-glass.end',
  'break-glass.renew',
  'break-glass.review',
  'connection.create',
  'export.approve',
  'export.create',
  'export.decline',
  'grant.approve',
  'grant.create',
  'grant.decline',
  'grant.end',
  'identity-provider.approve',
  'identity-provider.create',
  'identity-provider.remove',
  'identity-provider.test',
  'identity-provider.verify',
  'key.create',
  'key.end',
  'leave-report.open-form',
  'ledger.close-fork',
  'ledger.rotate-key',
  'master-key.replace',
  'member.change',
  'member.create',
  'member.remove',
  'member.reset',
  'package.create',
  'scim.approve',
  'scim.change',
  'scim.create',
  'scim.decline',
  'scim.remove',
  'session.revoke',
  'setting.change',
  'sign-in-policy.approve',
  'sign-in-policy.change',
  'sign-in-policy.decline',
];

it('changes nobody and nothing real: every route that reaches beyond made-up data is refused there, by one code', async () => {
  const routes = server.routes.filter(({ permission }) => permission.needs === 'workspace');
  const kept = ['import.remove-sample', 'import.cancel-sample'];
  const walked = routes.filter(
    ({ permission, responseKind }) => responseKind !== 'stream' && !kept.includes(permission.action),
  );
  const refused = new Set<string>();
  const answered = new Set<string>();
  for (const { method, path, permission } of walked) {
    const url = path
      .replace(':workspace', slug)
      .replace(/:[a-z-]+/gi, 'con_00000000-0000-7000-8000-000000000000');
    const headers = { origin, 'sec-fetch-site': 'same-origin', cookie: server.owner };
    const answer = await server.app.inject({
      method,
      url,
      headers,
      ...(method !== 'GET' && { payload: {} }),
    });
    const isRefused = answer.statusCode === 403 && answer.body.includes('"sample-workspace"');
    (isRefused ? refused : answered).add(method === 'GET' ? `read ${permission.action}` : permission.action);
  }
  await server.services.background.settled();

  const writing = [...refused].filter((action) => !action.startsWith('read ')).sort();
  expect(writing).toEqual(closedActions);
  expect([...answered].filter((action) => closedActions.includes(action))).toEqual([
    'leave-report.open-form',
  ]);
});

it('offers on no screen what is refused there', async () => {
  const session = await get(server, '/api/session', server.owner);
  const { workspaces } = session.json<{ workspaces: { slug: string; actions: string[] }[] }>();
  const actions = workspaces.find((one) => one.slug === slug)?.actions ?? [];

  expect(actions).toContain('access-review.open');
  expect(actions.filter((action) => closedActions.includes(action))).toEqual(['leave-report.open-form']);
});

it('reads no file of the server and asks nobody outside', async () => {
  const live = { connector: 'github', settings: { repository: 'team/store', token: 'made up' } };
  const local = { connector: 'table', path: '/etc/hostname' };

  for (const order of [live, local]) {
    expect(codeOf(await post(server, at('/imports'), order, server.owner))).toBe('403 sample-workspace');
  }
});

it('is made by owners of a real workspace alone, who have shown their second factor, and one at a time', async () => {
  const order = { seed: 2, months: 1 };
  // A session of somebody who enrolled a second factor and has not shown it, and after it was shown.
  const showing = (isShown: boolean) =>
    server.services.database.systemPool.query(
      `update auth_session set second_factor_at = ${isShown ? 'now()' : 'null'}
       where user_id = (select id from auth_user where email = $1)`,
      [owner.email],
    );
  // As a session of somebody who enrolled a second factor and did not show it.
  await server.services.database.systemPool.query(
    'update auth_session set second_factor_at = null where id = (select id from auth_session order by created_at desc limit 1)',
  );

  expect(codeOf(await post(server, '/api/samples', order, server.manager.cookie))).toBe('403 forbidden');
  await showing(false);
  expect(codeOf(await post(server, '/api/samples', order, server.owner))).toBe('403 second-factor-needed');
  await showing(true);
  expect(codeOf(await post(server, '/api/samples', order, server.owner))).toBe('409 conflict');
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

it('leaves nothing of its people, facts and files behind; what stays is the empty log, its registers and the membership', async () => {
  await server.services.background.settled();

  const { systemPool } = server.services.database;
  const { rows: tables } = await systemPool.query<{ name: string }>(
    `select c.relname as name from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     order by c.relname`,
  );
  const kept: string[] = [];
  for (const { name } of tables) {
    const { rows } = await systemPool.query(
      `select 1 from ${name} where workspace_id = (select workspace_id from workspace where slug = $1) limit 1`,
      [slug],
    );
    if (rows.length > 0) kept.push(name);
  }
  const emptyLog = ['data_key', 'ledger_entry', 'ledger_log', 'ledger_state', 'own_reading'];
  const registers = ['agency', 'permission_model', 'sample_filling'];
  expect(kept).toEqual([...emptyLog, ...registers, 'membership', 'workspace'].toSorted());
});

it('can be made again after it was thrown away', async () => {
  const made = await post(server, '/api/samples', { seed: 1, months: 1 }, server.owner);
  await server.services.background.settled();

  const again = made.json<{ slug: string }>().slug;
  const filling = await get(server, `/api/workspaces/${again}/sample`, server.owner);
  expect(filling.json()).toMatchObject({ state: 'completed', filesRead: 11 });
});

it('a file that was to continue a list and cannot be read leaves the list not whole', async () => {
  const { services, workspaceId } = server;
  const read = async (name: string, text: string, connection?: string) => {
    const file = { workspaceId, actor: systemActor, name, bytes: Buffer.from(text) };
    const path = await keepUpload(file, services);
    const order = { connector: 'table', upload: path.split('/').at(-2), connection };
    const answer = await server.send('POST', '/imports', server.owner, order);
    await services.background.settled();
    return answer.json<{ connection: string }>().connection;
  };
  const isWhole = async () => {
    const answer = await server.send('GET', '/populations', server.owner);
    const { items } = answer.json<{ items: { kind: string; isComplete: boolean }[] }>();
    return items.filter(({ kind }) => kind === 'person').map(({ isComplete }) => isComplete);
  };
  const connection = await read('people.csv', 'Email,Hire Date\nada@company.example,2025-01-01\n');
  expect(await isWhole()).toEqual([true]);

  server.clock.forward(60_000);
  const broken = 'PK\u0003\u0004cut';
  expect(await read('people.xlsx', broken, connection)).toBe(connection);
  expect(await isWhole()).toEqual([false]);
  expect(await read('people.xlsx', broken, 'con_00000000-0000-7000-8000-000000000000')).toBeUndefined();
});
