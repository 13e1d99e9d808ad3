import { request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { get, post, signInToDecide } from '../testing/start-access.ts';
import { entraPatch, entraUser, groupSchema } from './testing/scim-client.ts';
import { scimPath, startScim, type TestScim } from './testing/start-scim.ts';

// What SCIM may do to whoever is here: whose access ends, what stays, and who is protected.
let scim: TestScim;

beforeAll(async () => {
  scim = await startScim();
});

afterAll(async () => {
  await scim?.[Symbol.asyncDispose]();
});

const password = 'a long enough phrase';
const members = '/api/workspaces/default/members';

async function addByHand(name: string, role: string) {
  const email = `${name}@company.example`;
  const body = { name: `${name} Example`, email, role, password };
  const { subject } = (await post(scim.server, members, body, scim.ownerCookie)).json<{ subject: string }>();
  return { email, subject };
}

async function adopt(name: string): Promise<string> {
  const made = await scim.scim('POST', '/Users', entraUser(name));
  expect(made.status).toBe(201);
  return made.body.id;
}

const off = entraPatch({ op: 'Replace', path: 'active', value: 'False' });
const on = entraPatch({ op: 'Replace', path: 'active', value: 'True' });

test('deactivation ends the session, the key and the open screen within seconds', async () => {
  const { email } = await addByHand('grace', 'owner');
  const { subject } = await promote('grace');
  const cookie = await signInToDecide(scim.server, { email, password });
  const expiresAt = '2026-03-20T00:00:00.000Z';
  const keyBody = { name: 'Robot', scopes: ['member.list'], expiresAt };
  const made = (await post(scim.server, '/api/workspaces/default/keys', keyBody, cookie)).json<{
    key: string;
  }>();
  const stream = await openStream(cookie);
  const before = [await statusOf({ cookie }), await statusOf({ authorization: `Bearer ${made.key}` })];
  const id = await adopt('grace');

  const began = performance.now();
  const answer = await scim.scim('PATCH', `/Users/${id}`, off);
  const after = [await statusOf({ cookie }), await statusOf({ authorization: `Bearer ${made.key}` })];
  await stream.ended;
  const tookMs = performance.now() - began;

  const entries = await scim.entries();
  console.info(`from deactivation to dead session, key and stream: ${Math.round(tookMs)} ms`);
  expect(before).toEqual([200, 200]);
  expect(answer.status).toBe(200);
  expect(after).toEqual([401, 401]);
  expect(tookMs).toBeLessThan(5_000);
  expect(entries.slice(-3).sort()).toEqual(['api-key.ended@1', 'member.deactivated@1', 'session.ended@1']);
  expect(subject).toMatch(/^sub_/);
});

/** A second owner approves nothing here: the one owner there is decides alone. */
async function promote(name: string) {
  const rows = await scim.rows(
    'select m.subject_id as subject from membership m join auth_user a on a.id = m.user_id where a.email = $1',
    `${name}@company.example`,
  );
  return { subject: String(rows[0]?.subject) };
}

function statusOf(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: scim.port, path: members, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    call.on('error', reject);
    call.end();
  });
}

function openStream(cookie: string): Promise<{ readonly ended: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const path = '/api/workspaces/default/live';
    const call = request({ host: '127.0.0.1', port: scim.port, path, headers: { cookie } }, (response) => {
      const ended = new Promise<void>((done) => response.on('close', () => done()));
      response.once('data', () => resolve({ ended }));
      response.on('data', () => undefined);
    });
    call.on('error', reject);
    call.end();
  });
}

test('whoever belongs to another workspace too keeps it, and their session is worth nothing here at once', async () => {
  await addByHand('both', 'reader');
  const cookie = await signInToDecide(scim.server, { email: 'both@company.example', password });
  await scim.rows(
    "insert into workspace (workspace_id, slug, name, created_at) values ('00000000-0000-7000-8000-0000000000aa', 'other', 'Other', now())",
  );
  await scim.rows(
    `insert into membership (workspace_id, user_id, role, subject_id, identity_position, identity_entry, created_position,
       created_at)
     select '00000000-0000-7000-8000-0000000000aa', m.user_id, 'reader', 'sub_' || gen_random_uuid(), 0, 'ent_x', 0, now()
     from membership m join auth_user a on a.id = m.user_id where a.email = 'both@company.example'`,
  );
  const id = await adopt('both');
  const before = (await get(scim.server, '/api/session', cookie)).json();

  await scim.scim('PATCH', `/Users/${id}`, off);
  const renamed = await scim.scim(
    'PATCH',
    `/Users/${id}`,
    entraPatch({ op: 'Replace', path: 'emails[type eq "work"].value', value: 'taken.over@company.example' }),
  );
  await scim.scim('DELETE', `/Users/${id}`);

  const after = (await get(scim.server, '/api/session', cookie)).json();
  const here = await get(scim.server, members, cookie);
  const [user] = await scim.rows(
    "select email from auth_user where email like 'both@%' or email like 'taken%'",
  );
  const slugs = ({ workspaces }: { workspaces: { slug: string }[] }) =>
    workspaces.map(({ slug }) => slug).sort();
  expect(slugs(before)).toEqual(['default', 'other']);
  expect(slugs(after)).toEqual(['other']);
  expect(here.statusCode).toBe(404);
  expect(renamed.status).toBe(200);
  expect(user).toEqual({ email: 'both@company.example' });
});

test('what people were given beside their role comes back with them', async () => {
  const { subject } = await addByHand('hanna', 'agent');
  const grant = {
    subject,
    role: 'moderator',
    scope: {},
    reason: 'holiday cover',
    until: '2026-04-01T00:00:00.000Z',
  };
  await post(scim.server, '/api/workspaces/default/grants', grant, scim.ownerCookie);
  const id = await adopt('hanna');

  await scim.scim('PATCH', `/Users/${id}`, off);
  await scim.scim('PATCH', `/Users/${id}`, on);

  const held = await scim.rows(
    `select m.role, g.role as beside from membership m join access_grant g on g.workspace_id = m.workspace_id
     and g.subject_id = m.subject_id and g.state = 'given' where m.subject_id = $1`,
    subject,
  );
  expect(held).toEqual([{ role: 'agent', beside: 'moderator' }]);
});

test('the last owner stays, in every shape of the question, and the log says it was refused', async () => {
  const id = await adopt('olga');
  // Whoever else owns the workspace is deactivated already.

  const answers = [
    await scim.scim('PATCH', `/Users/${id}`, off),
    await scim.scim('PUT', `/Users/${id}`, entraUser('olga', { active: false })),
    await scim.scim('DELETE', `/Users/${id}`),
  ];

  const log = (await get(scim.server, scimPath, scim.ownerCookie)).json<{
    items: { status: number; outcome: string }[];
  }>();
  expect(answers.map(({ status, body }) => [status, body.detail])).toEqual(
    answers.map(() => [403, 'this is the last owner of the workspace: make somebody else an owner first']),
  );
  expect(log.items.slice(0, 3).map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(log.items[0]?.outcome).toMatch(/^refused: this is the last owner/);
  expect(await scim.rows("select from membership where role = 'owner'")).toHaveLength(1);
});

test('a sealed account for emergencies is neither taken over nor deactivated', async () => {
  await addByHand('sealed', 'reader');
  const id = await adopt('sealed');
  await scim.rows(
    `insert into break_glass_account (workspace_id, account_id, user_id, subject_id, sign_in_name, password_hash, state,
       sealed_by, sealed_at, position)
     select m.workspace_id, 'bga_1', m.user_id, m.subject_id, 'glass', 'x', 'sealed', m.subject_id, now(), 0
     from membership m join auth_user a on a.id = m.user_id where a.email = 'sealed@company.example'`,
  );

  const answer = await scim.scim('PATCH', `/Users/${id}`, off);

  expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining('emergencies') } });
});

test('a person removed by hand is gone for the provider too', async () => {
  const { subject } = await addByHand('removed', 'agent');
  const id = await adopt('removed');

  await scim.server.app.inject({
    method: 'DELETE',
    url: `${members}/${subject}`,
    headers: { cookie: scim.ownerCookie, origin: 'http://127.0.0.1:7400', 'sec-fetch-site': 'same-origin' },
  });

  expect((await scim.scim('GET', `/Users/${id}`)).status).toBe(404);
});

test('whoever people gave a role keeps it, whatever group they are put in', async () => {
  const { subject } = await addByHand('manager', 'manager');
  const id = await adopt('manager');
  const group = (
    await scim.scim('POST', '/Groups', { schemas: [groupSchema], displayName: 'Agents of support' })
  ).body.id;
  await mapTo(group, 'agent');

  await scim.scim(
    'PATCH',
    `/Groups/${group}`,
    entraPatch({ op: 'Add', path: 'members', value: [{ value: id }] }),
  );

  expect(await scim.rows('select role from membership where subject_id = $1', subject)).toEqual([
    { role: 'manager' },
  ]);
});

async function mapTo(group: string, role: string | null, cookie = scim.ownerCookie) {
  const headers = { cookie, origin: 'http://127.0.0.1:7400', 'sec-fetch-site': 'same-origin' };
  const answer = await scim.server.app.inject({
    method: 'PUT',
    url: `${scimPath}/groups/${group}`,
    headers,
    payload: { role },
  });
  return { status: answer.statusCode, body: answer.json() };
}

test('a mapped group gives its role, the strongest of several, and takes it again', async () => {
  const made = await scim.scim('POST', '/Users', entraUser('agnes'));
  const id = made.body.id;
  const roleNow = async () =>
    (
      await scim.rows(
        'select m.role from membership m join scim_user u on u.subject_id = m.subject_id where u.scim_id = $1',
        id,
      )
    )[0]?.role;
  const agents = (
    await scim.scim('POST', '/Groups', { schemas: [groupSchema], displayName: 'A', members: [{ value: id }] })
  ).body.id;
  const leads = (
    await scim.scim('POST', '/Groups', { schemas: [groupSchema], displayName: 'L', members: [{ value: id }] })
  ).body.id;

  const seen = [await roleNow()];
  await mapTo(agents, 'agent');
  seen.push(await roleNow());
  await mapTo(leads, 'support-lead');
  seen.push(await roleNow());
  await scim.scim('DELETE', `/Groups/${leads}`);
  seen.push(await roleNow());
  await scim.scim(
    'PATCH',
    `/Groups/${agents}`,
    entraPatch({ op: 'Remove', path: `members[value eq "${id}"]` }),
  );
  seen.push(await roleNow());

  expect(seen).toEqual(['employee', 'agent', 'support-lead', 'agent', 'employee']);
});

test('administrator by group needs two people, never without, and neither of them gets it by that', async () => {
  const person = (await scim.scim('POST', '/Users', entraUser('admina'))).body.id;
  const group = (
    await scim.scim('POST', '/Groups', {
      schemas: [groupSchema],
      displayName: 'Admins',
      members: [{ value: person }],
    })
  ).body.id;
  const roleNow = async () =>
    (
      await scim.rows(
        'select m.role from membership m join scim_user u on u.subject_id = m.subject_id where u.scim_id = $1',
        person,
      )
    )[0]?.role;

  const asked = await mapTo(group, 'administrator');
  const alone = await post(scim.server, `${scimPath}/groups/${group}/approve`, {}, scim.ownerCookie);
  const waiting = await roleNow();
  await addByHand('second', 'owner');
  const second = await signInToDecide(scim.server, { email: 'second@company.example', password });
  const approved = await post(scim.server, `${scimPath}/groups/${group}/approve`, {}, second);

  expect(asked).toEqual({ status: 200, body: { state: 'waiting' } });
  expect(alone.statusCode).toBe(409);
  expect(waiting).toBe('employee');
  expect(approved.json()).toEqual({ state: 'mapped' });
  expect(await roleNow()).toBe('administrator');
  const [grant] = await scim.rows(
    "select state, requested_by <> decided_by as two from access_grant where role = 'administrator' and kind = 'own-role' order by grant_id desc limit 1",
  );
  expect(grant).toEqual({ state: 'ended', two: true });
});

test('nobody maps a group they are in', async () => {
  const owner = await scim.rows("select scim_id from scim_user where user_name_key = 'olga@company.example'");
  const group = (
    await scim.scim('POST', '/Groups', {
      schemas: [groupSchema],
      displayName: 'Mine',
      members: [{ value: owner[0]?.scim_id }],
    })
  ).body.id;

  const answer = await mapTo(group, 'isms-owner');

  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'own-rights' } } });
});
