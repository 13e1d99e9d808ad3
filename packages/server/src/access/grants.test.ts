import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverRoutes } from '../platform/index.ts';
import { endRunOutGrants } from './permissions/end-grants.ts';
import { recordModel } from './permissions/record-model.ts';
import { removeMember } from './permissions/remove-member.ts';
import {
  codeOf,
  get,
  origin,
  owner,
  post,
  setUp,
  signInToDecide,
  startAccess,
  type TestServer,
} from './testing/start-access.ts';

const base = '/api/workspaces/default';
let server: TestServer;
let first: Session;
let second: Session;
let admin: Session;
let worker: Session;

type Session = { readonly cookie: string; readonly subject: string };

beforeAll(async () => {
  server = await startAccess({}, await discoverRoutes());
  const cookie = await setUp(server);
  first = { cookie, subject: (await get(server, '/api/session', cookie)).json().workspaces[0].subject };
  second = await add('otto', 'owner');
  worker = await add('wilma', 'employee');
  admin = await add('adam', 'employee');
  const grant = (await change(first, admin.subject, 'administrator')).json().grant;
  expect(codeOf(await post(server, `${base}/grants/${grant}/approve`, {}, second.cookie))).toBe('200 ok');
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

async function add(name: string, role: string): Promise<Session> {
  const person = { name, email: `${name}@company.example`, password: 'a long enough phrase' };
  const made = await post(server, `${base}/members`, { ...person, role }, first.cookie);
  const { subject, state } = made.json();
  expect([codeOf(made), state]).toEqual(['200 ok', 'added']);
  const cookie = await signInToDecide(server, person);
  return { cookie, subject };
}

function send(method: 'PATCH' | 'DELETE', url: string, session: Session, payload?: object) {
  const headers = { origin, cookie: session.cookie };
  return server.app.inject({ method, url: `${base}${url}`, headers, ...(payload && { payload }) });
}

function change(session: Session, subject: string, role: string) {
  return send('PATCH', `/members/${subject}`, session, { role });
}

function ask(session: Session, subject: string, more: object) {
  return post(server, `${base}/grants`, { subject, reason: 'a reason', ...more }, session.cookie);
}

async function may(session: Session, url: string): Promise<string> {
  return codeOf(await get(server, `${base}${url}`, session.cookie));
}

async function entriesOf(type: string): Promise<number> {
  const { rows } = await server.services.database.systemPool.query(
    `select count(*)::int as n from ledger_entry where entry like '%"type":"${type}"%'`,
  );
  return rows[0].n;
}

test('a grant counts from its first instant to its last, and its end is written down', async () => {
  const until = new Date(Date.parse(server.services.clock.now()) + 60_000).toISOString();
  expect(await may(worker, '/members')).toBe('403 forbidden');

  const given = await ask(admin, worker.subject, { role: 'reader', until });

  expect(given.json()).toMatchObject({ state: 'given', approvedBy: null, until });
  expect(await may(worker, '/members')).toBe('200 ok');
  server.clock.forward(60_000);
  expect(await may(worker, '/members')).toBe('403 forbidden');
  const listed = await get(server, `${base}/grants?subject=${worker.subject}`, admin.cookie);
  expect(listed.json().items).toMatchObject([{ state: 'ended', endedAt: until }]);
  const workspaceId = (await get(server, '/api/session', first.cookie)).json().workspaces[0].id;
  expect(await endRunOutGrants(workspaceId, server.services)).toBe(1);
  expect(await endRunOutGrants(workspaceId, server.services)).toBe(0);
  expect(await entriesOf('grant.ended@1')).toBe(1);
});

test('a grant in a scope does not open what is not decided row by row', async () => {
  const given = await ask(admin, worker.subject, { role: 'reader', scope: { queue: 'billing' } });

  expect(given.json().state).toBe('given');
  expect(await may(worker, '/members')).toBe('403 forbidden');
  expect(codeOf(await send('DELETE', `/grants/${given.json().id}`, admin))).toBe('200 ok');
});

test.each([{ role: 'auditor' }, { role: 'reader', scope: { sensitivity: 'restricted' } }])(
  'what weighs much waits for another owner: $role',
  async (wanted) => {
    const grant = (await ask(admin, worker.subject, wanted)).json();

    expect(grant.state).toBe('waiting');
    expect(await may(worker, '/members')).toBe('403 forbidden');
    const approve = (session: Session) =>
      post(server, `${base}/grants/${grant.id}/approve`, {}, session.cookie);
    expect(codeOf(await approve(admin))).toBe('403 forbidden');
    expect(codeOf(await approve(worker))).toBe('403 forbidden');
    const approved = await approve(second);
    expect(approved.json()).toMatchObject({
      state: 'given',
      approvedBy: second.subject,
      grantedBy: admin.subject,
    });
    expect(codeOf(await approve(first))).toBe('409 already-decided');
    await send('DELETE', `/grants/${grant.id}`, admin);
  },
);

test('who asked never approves, also as an owner; a declined grant stays declined', async () => {
  const grant = (await ask(first, worker.subject, { role: 'owner' })).json();

  expect(grant.state).toBe('waiting');
  expect(codeOf(await post(server, `${base}/grants/${grant.id}/approve`, {}, first.cookie))).toBe(
    '409 second-person-needed',
  );
  expect(codeOf(await post(server, `${base}/grants/${grant.id}/decline`, {}, first.cookie))).toBe('200 ok');
  expect(codeOf(await post(server, `${base}/grants/${grant.id}/approve`, {}, second.cookie))).toBe(
    '409 already-decided',
  );
});

test('nobody raises their own rights', async () => {
  expect(codeOf(await ask(admin, admin.subject, { role: 'reader' }))).toBe('403 own-rights');
  expect(codeOf(await change(first, first.subject, 'reader'))).toBe('403 own-rights');
  expect(codeOf(await change(admin, admin.subject, 'isms-owner'))).toBe('403 own-rights');
});

test('an administrator neither lowers nor removes an owner, and who audits runs nothing', async () => {
  expect(codeOf(await change(admin, second.subject, 'employee'))).toBe('403 forbidden');
  expect(codeOf(await send('DELETE', `/members/${second.subject}`, admin))).toBe('403 forbidden');
  expect(codeOf(await ask(first, admin.subject, { role: 'auditor' }))).toBe('409 roles-exclude-each-other');
});

test('the database holds it too: no grant by one alone, no role by a change of the row, no rewriting', async () => {
  const workspaceId = (await get(server, '/api/session', first.cookie)).json().workspaces[0].id;
  const inWorkspace = (statement: ReturnType<typeof sql>) =>
    server.services.database.withWorkspace(workspaceId, (tx) => statement.execute(tx.db));
  const insert = (by: string, decidedBy: string | null) => sql`
    insert into access_grant (workspace_id, grant_id, kind, subject_id, role, scope, reason, valid_from, state,
      requested_by, requested_at, decided_by, decided_at, position)
    values (${workspaceId}, 'gra_x', 'grant', ${worker.subject}, 'owner', '{}', 'x', now(), 'given', ${by}, now(),
      ${decidedBy}, ${decidedBy === null ? null : server.services.clock.now()}, 1)`;

  await expect(inWorkspace(insert(first.subject, null))).rejects.toThrow(/needs a second person/);
  await expect(inWorkspace(insert(first.subject, first.subject))).rejects.toThrow(/second_person/);
  await expect(inWorkspace(insert(first.subject, worker.subject))).rejects.toThrow(/owns the workspace/);
  await expect(inWorkspace(insert(worker.subject, second.subject))).rejects.toThrow(/somebody_else/);
  await expect(
    inWorkspace(sql`update membership set role = 'owner' where subject_id = ${worker.subject}`),
  ).rejects.toThrow(/needs a grant/);
  await expect(
    inWorkspace(sql`update access_grant set state = 'given' where state = 'ended'`),
  ).rejects.toThrow(/decided once/);
  await expect(inWorkspace(sql`delete from membership where role = 'owner'`)).rejects.toThrow(/last owner/);
});

test('why, who and the matrix say the same as the gate', async () => {
  const why = async (subject: string, action: string, cookie: string) =>
    (await get(server, `${base}/permissions/explain?subject=${subject}&action=${action}`, cookie)).json();

  expect(await why(first.subject, 'erasure.approve', worker.cookie)).toMatchObject({
    error: { code: 'not-found' },
  });
  expect(await why(admin.subject, 'member.create', first.cookie)).toMatchObject({
    allowed: true,
    reasons: [
      { policy: 'administrator-may-administer', sentence: expect.stringMatching(/^An administrator looks/) },
    ],
    missing: [],
  });
  expect(await why(worker.subject, 'member.create', worker.cookie)).toEqual({
    allowed: false,
    reasons: [],
    missing: ['One of these roles, or a grant of one: Owner, Administrator.'],
  });
  const who = (await get(server, `${base}/permissions/who?action=grant.approve`, admin.cookie)).json();
  expect(who.items.map(({ name, via }: { name: string; via: string[] }) => [name, via])).toEqual(
    expect.arrayContaining([
      [owner.name, ['role']],
      ['otto', ['role']],
    ]),
  );
  expect(who.items).toHaveLength(2);
  const matrix = (await get(server, `${base}/permissions/matrix`, worker.cookie)).json();
  const model = (await get(server, `${base}/permissions`, worker.cookie)).json();
  expect(matrix.version).toBe(model.version);
  expect(matrix.csv.split('\r\n')[0]).toMatch(/^action,kind,area,owner,/);
  expect(
    matrix.rows.find(({ action }: { action: string }) => action === 'grant.approve').cells,
  ).toMatchObject({
    owner: 'others',
    administrator: 'no',
    service: 'no',
  });
});

test('the ledger learns of the permission model as the workspace is made, once and word for word', async () => {
  const workspaceId = (await get(server, '/api/session', first.cookie)).json().workspaces[0].id;

  expect(await entriesOf('permissions.changed@2')).toBe(1);
  expect(await recordModel(workspaceId, server.services)).toBe(false);
  const { position } = (await get(server, `${base}/permissions`, first.cookie)).json();
  const told = (await get(server, `${base}/ledger/entries/${position}`, first.cookie)).json();
  const { policies, matrix } = told.payload.json;
  expect(told.entry.type).toBe('permissions.changed@2');
  expect(policies.find(({ id }: { id: string }) => id === 'owner-may-everything').text).toMatch(
    /^@description/,
  );
  expect(matrix).toMatch(/^action,kind,area,owner,/);
});

test('whoever is removed is out at once: session, grants, workspace', async () => {
  await ask(admin, worker.subject, { role: 'reader' });
  expect(await may(worker, '/members')).toBe('200 ok');
  let closed = 0;
  const { userId } = (
    await server.services.database.systemPool.query(
      'select user_id as "userId" from membership where subject_id = $1',
      [worker.subject],
    )
  ).rows[0];
  server.services.live.attach(userId, () => {
    closed += 1;
  });

  expect(codeOf(await send('DELETE', `/members/${worker.subject}`, admin))).toBe('200 ok');

  expect(await may(worker, '/members')).toBe('401 unauthenticated');
  expect(closed).toBe(1);
  expect(codeOf(await send('DELETE', `/members/${worker.subject}`, admin))).toBe('404 not-found');
  const left = await get(server, `${base}/grants?subject=${worker.subject}`, admin.cookie);
  expect(
    left.json().items.every(({ state }: { state: string }) => state === 'ended' || state === 'declined'),
  ).toBe(true);
  expect(await entriesOf('member.removed@1')).toBe(1);
});

test('the last owner stays, and nobody removes themselves', async () => {
  expect(codeOf(await send('DELETE', `/members/${first.subject}`, first))).toBe('403 own-rights');
  expect(codeOf(await send('DELETE', `/members/${second.subject}`, first))).toBe('200 ok');
  const workspaceId = (await get(server, '/api/session', first.cookie)).json().workspaces[0].id;
  const actor = { kind: 'system', id: 'sub_x', userId: null, label: 'x' } as const;

  const removal = removeMember({ workspaceId, actor, subject: first.subject, reason: 'x' }, server.services);

  await expect(removal).rejects.toMatchObject({ code: 'last-owner' });
});
