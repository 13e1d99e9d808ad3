import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../access/testing/start-access.ts';
import { readItems } from '../../facts/index.ts';
import { systemActor } from '../../platform/index.ts';
import { pageOfRemovals } from '../removals/removals.store.ts';
import { linkMember, subjectNamed } from '../testing/link-member.ts';
import { type Member, startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, accounts, grant, grants, listOf, people, person } from '../testing/told-records.ts';
import { askAboutGain, askAccess } from './ask-access.ts';
import { gainListing } from './gain-listing.ts';

let server: WorkforceServer;
let second: Member;
const dayMs = 86_400_000;
beforeAll(async () => {
  server = await startWorkforce();
  second = await server.addMember('sam', 'manager');
  await server.tell('hr', people(person('ada'), person('ben'), person('mona'), person('sam')));
  await tell('ada');
});
afterAll(() => server[Symbol.asyncDispose]());

/** The helpdesk lists these people as agents; whom it names twice may export. */
function tell(...logins: readonly string[]): Promise<void> {
  const held = new Set(logins);
  const rightsOf = (login: string) =>
    logins.filter((one) => one === login).length > 1 ? ['export' as const] : [];
  return server.tell(
    'helpdesk',
    accounts(...[...held].map((login) => account(login))),
    grants(...[...held].map((login) => grant(login, 'agent', { rights: rightsOf(login) }))),
  );
}

const post = (path: string, cookie: string, body: object = {}) => server.send('POST', path, cookie, body);
const ask = { system: 'helpdesk', role: 'agent', rights: ['export'], reason: 'Handles refunds' };

type Gain = { name: string; fit: string; ref: string; system: string };
async function gains(only = 'all'): Promise<Gain[]> {
  const answer = await server.send('GET', `/access-gains?only=${only}`, server.owner);
  return answer.json<{ items: Gain[] }>().items;
}

describe('a request for access', () => {
  test('is approved by somebody who neither asked nor gets it, and decided once', async () => {
    const { manager, owner } = server;
    const asked = await post('/access-requests', manager.cookie, { ...ask, for: second.subject });
    const { id } = asked.json<{ id: string }>();

    expect(codeOf(await post(`/access-requests/${id}/approve`, manager.cookie))).toBe(
      '409 second-person-needed',
    );
    expect(codeOf(await post(`/access-requests/${id}/approve`, second.cookie))).toBe('403 own-rights');
    expect((await post(`/access-requests/${id}/approve`, owner)).json()).toMatchObject({ state: 'approved' });
    expect(codeOf(await post(`/access-requests/${id}/decline`, owner))).toBe('409 already-decided');
  });

  test('is withdrawn by who asked', async () => {
    const asked = await post('/access-requests', second.cookie, { ...ask, for: 'me' });
    const { id } = asked.json<{ id: string }>();

    expect((await post(`/access-requests/${id}/decline`, second.cookie)).json()).toMatchObject({
      state: 'withdrawn',
    });
  });
});

describe('a request of an employee', () => {
  test('is taken back by them while it waits, and by nobody else', async () => {
    const ella = await server.addMember('ella', 'employee');
    const other = await server.addMember('otto', 'employee');
    const asked = await post('/access-requests', ella.cookie, { ...ask, for: 'me' });
    const { id } = asked.json<{ id: string }>();
    const withdraw = (cookie: string) => post(`/access-requests/${id}/withdraw`, cookie);

    expect(codeOf(await withdraw(other.cookie))).toBe('404 not-found');
    expect(codeOf(await withdraw(server.manager.cookie))).toBe('403 forbidden');
    expect((await withdraw(ella.cookie)).json()).toMatchObject({
      state: 'withdrawn',
      decidedBy: ella.subject,
    });
    expect(codeOf(await withdraw(ella.cookie))).toBe('409 already-decided');
    expect(codeOf(await withdraw(other.cookie))).toBe('404 not-found');
    expect(codeOf(await post(`/access-requests/${id}/approve`, server.owner))).toBe('409 already-decided');
  });
});

describe('an access that appeared', () => {
  test('in the first whole list is where everything began', async () => {
    expect(await gains()).toEqual([]);
  });

  test('with an approved request fits; without one it is an exception', async () => {
    server.clock.forward(dayMs);
    await tell('ada', 'sam', 'sam', 'ben');

    const fits = Object.fromEntries((await gains()).map(({ name, fit }) => [name.split('@')[0], fit]));
    expect(fits).toEqual({ sam: 'fits', ben: 'no-request' });
    expect((await gains('exceptions')).map(({ fit }) => fit)).toEqual(['no-request']);
  });

  test('that somebody was asked about stays approved afterwards', async () => {
    const [exception] = await gains('exceptions');
    const asked = await post('/access-gains/ask', server.manager.cookie, {
      system: 'helpdesk',
      ref: exception?.ref,
    });
    server.clock.forward(60_000);
    await post(`/access-requests/${asked.json<{ id: string }>().id}/approve`, server.owner);

    expect((await gains('exceptions')).map(({ fit }) => fit)).toEqual(['approved-after']);
  });

  test('while a list was partial is told with the last whole list before', async () => {
    await server.tell('chat', listOf('grant', 'chat', [grant('ada', 'agent', { system: 'chat' })]));
    server.clock.forward(dayMs);
    const partial = [grant('ada', 'agent', { system: 'chat' })];
    await server.tell('chat', listOf('grant', 'chat', partial, { isBroken: true }));
    server.clock.forward(dayMs);
    await server.tell(
      'chat',
      listOf('grant', 'chat', [...partial, grant('zoe', 'lead', { system: 'chat' })]),
    );

    const [newest] = await gains();
    expect(newest).toMatchObject({ system: 'chat', fit: 'person-unknown' });
  });

  test('in a source that was always partial, or off, is no gain: nobody knows since when', async () => {
    const before = (await gains()).length;
    const broken = { isBroken: true };
    await server.tell('crm', listOf('grant', 'crm', [grant('ada', 'agent', { system: 'crm' })], broken));
    await server.tellFailure('crm');
    const all = [grant('ada', 'agent', { system: 'crm' }), grant('ben', 'lead', { system: 'crm' })];
    await server.tell('crm', listOf('grant', 'crm', all));

    expect(await gains()).toHaveLength(before);
  });

  test('is told as a fact of Daybook, yes, no or unknown', async () => {
    await server.tellOwn();

    const { services, workspaceId } = server;
    const told = await services.database.withWorkspace(workspaceId, (tx) =>
      readItems(tx, { kind: 'access-gain', limit: 10 }),
    );
    expect(told.map(({ value }) => [value.system, value.fits, value.request === null])).toEqual([
      ['chat', 'unknown', true],
      ['helpdesk', false, false],
      ['helpdesk', true, false],
    ]);
  });
});

type Change = {
  id: string;
  fields: string[];
  dueAt: string;
  isSettled: boolean;
  isLate: boolean;
  rights: { id: string; system: string; state: string }[];
};
async function changes(): Promise<Change[]> {
  const answer = await server.send('GET', '/role-changes', server.owner);
  return answer.json<{ items: Change[] }>().items;
}

describe('somebody who changed their role', () => {
  test('keeps nothing by itself: what they held is due in five business days', async () => {
    expect(await changes()).toEqual([]);
    await server.tell(
      'hr',
      people(person('ada', { role: 'lead' }), person('ben'), person('mona'), person('sam', { role: null })),
    );

    const [change, ...others] = await changes();
    expect(others).toEqual([]);
    expect(change).toMatchObject({ fields: ['role'], isSettled: false, isLate: false });
    expect(change?.rights.map(({ system, state }) => [system, state]).sort()).toEqual([
      ['chat', 'open'],
      ['crm', 'open'],
      ['helpdesk', 'open'],
    ]);
    // Four days after Sunday 1 March, an hour and a minute on; five business days later it is Thursday again or after.
    expect(Date.parse(change?.dueAt ?? '') - Date.parse(server.clock.now())).toBe(7 * dayMs);
  });

  test('may keep what somebody else approves again, and is late with the rest', async () => {
    const [change] = await changes();
    const keep = change?.rights.filter(({ system }) => system !== 'chat').map(({ id }) => id) ?? [];

    const answer = await post(`/role-changes/${change?.id}/approve`, server.owner, { removals: keep });
    expect(answer.json()).toEqual({ approved: 2, open: 1 });
    server.clock.forward(8 * dayMs);
    expect((await changes())[0]).toMatchObject({ isSettled: false, isLate: true });
    await server.tell('chat', listOf('grant', 'chat', [grant('zoe', 'lead', { system: 'chat' })]));
    expect((await changes())[0]).toMatchObject({ isSettled: true, isLate: false });
  });

  test('is not told by a source that went silent about roles, nor by one that is off', async () => {
    await server.tell(
      'hr',
      people(person('ada', { role: null }), person('ben', { role: null }), person('mona')),
    );
    await server.tellFailure('hr');

    expect(await changes()).toHaveLength(1);
  });
});

describe('a role template', () => {
  test('names who may do more than their role, and systems nobody decided about', async () => {
    await server.tell('hr', people(person('ada'), person('ben'), person('sam')));
    await server.send('PUT', '/role-templates', server.owner, {
      role: 'agent',
      system: 'helpdesk',
      rights: [],
    });

    const answer = await server.send('GET', '/role-drift', server.owner);
    const drift = answer.json<{
      items: { system: string; needsReview: boolean; people: { beyond: string[] }[] }[];
    }>();
    const helpdesk = drift.items.find(({ system }) => system === 'helpdesk');
    expect(drift.items.find(({ system }) => system === 'crm')).toMatchObject({ needsReview: true });
    expect(helpdesk?.people.filter(({ beyond }) => beyond.length > 0).map(({ beyond }) => beyond)).toEqual([
      ['export'],
    ]);
  });
});

describe('somebody with two accounts in Daybook', () => {
  let kim: Member;
  let kit: Member;
  let max: string;
  const send = async (path: string, by: Member | string, body: object = {}) =>
    codeOf(await post(path, typeof by === 'string' ? by : by.cookie, body));
  const removalOf = async (subject: string) => {
    const { services, workspaceId } = server;
    const found = await services.database.withWorkspace(workspaceId, (tx) => pageOfRemovals(tx, '', 500));
    return found.find(
      (one) => one.subject === subject && one.cause === 'role-changed' && one.state === 'open',
    );
  };
  beforeAll(async () => {
    kim = await server.addMember('kim', 'manager');
    kit = await server.addMember('kit', 'manager');
    await server.tell('hr', people(person('ada'), person('ben'), person('max')));
    await tell('ada', 'ben', 'max');
    max = await subjectNamed(server, 'max');
    await linkMember(server, kim.subject, max);
    await linkMember(server, kit.subject, max);
  });

  test('says yes to no request of their own or for themselves under any of their names', async () => {
    const others = await post('/access-requests', server.owner, { ...ask, for: max });
    const own = await post('/access-requests', kim.cookie, { ...ask, for: second.subject });
    const path = (asked: typeof own) => `/access-requests/${asked.json<{ id: string }>().id}/approve`;

    expect(await send(path(others), kim)).toBe('403 own-rights');
    expect(await send(path(own), kit)).toBe('409 second-person-needed');
    expect(await send(path(own), server.owner)).toBe('200 ok');
  });

  test('is neither second person to themselves nor decides about their own removal or role', async () => {
    await server.tell(
      'hr',
      people(...['ben', 'max'].map((one) => person(one, { role: 'lead' })), person('ada')),
    );
    const ben = await removalOf(await subjectNamed(server, 'ben'));
    const own = await removalOf(max);

    const again = { removals: [own?.id] };
    expect(await send(`/role-changes/${own?.origin}/approve`, kim, again)).toBe('403 own-rights');
    expect(await send(`/removals/${own?.id}/except`, kim, { reason: 'needed', days: 9 })).toBe(
      '403 own-rights',
    );
    expect(await send(`/removals/${ben?.id}/except`, kim, { reason: 'needed', days: 9 })).toBe('200 ok');
    expect(await send(`/removals/${ben?.id}/except/approve`, kit)).toBe('409 second-person-needed');
    await server.tellFailure('helpdesk');
    expect(await send(`/removals/${ben?.id}/attest`, kim, { note: 'looked' })).toBe('200 ok');
    expect(await send(`/removals/${ben?.id}/attest/confirm`, kit, { days: 9 })).toBe(
      '409 second-person-needed',
    );
    expect(await send(`/removals/${ben?.id}/attest/confirm`, server.owner, { days: 9 })).toBe('200 ok');
  });

  test('neither confirms nor takes back that they leave', async () => {
    const told = await post('/leave-reports', server.owner, { email: 'max@company.example' });
    const report = told.json<{ id: string }>().id;
    expect(await send(`/leave-reports/${report}/confirm`, kim, { subject: max })).toBe('403 own-rights');

    const confirmed = await post(`/leave-reports/${report}/confirm`, server.owner, { subject: max });
    const { run } = confirmed.json<{ run: string }>();
    expect(await send(`/leavers/${run}/rescind`, kit, { reason: 'stays' })).toBe('403 own-rights');
  });
});

test('a service asks for no access, so that its keeper is not both who asks and who says yes', async () => {
  const actor = { ...systemActor, kind: 'service' } as const;
  const { workspaceId, services } = server;
  const order = { workspaceId, actor, subject: second.subject, system: 'helpdesk', role: 'agent' };

  await expect(askAccess({ ...order, rights: [], reason: 'x', until: null }, services)).rejects.toMatchObject(
    {
      code: 'person-needed',
    },
  );
  await expect(askAboutGain({ ...order, position: 1 }, services)).rejects.toMatchObject({
    code: 'person-needed',
  });
});

describe('an employee', () => {
  test('asks for access for themselves and for nobody else, and decides nothing', async () => {
    const employee = await server.addMember('emma', 'employee');

    const asked = await post('/access-requests', employee.cookie, { ...ask, for: 'me' });
    expect(asked.json()).toMatchObject({ subject: employee.subject, state: 'waiting', reason: ask.reason });
    const other = await post('/access-requests', employee.cookie, { ...ask, for: second.subject });
    expect(codeOf(other)).toBe('403 forbidden');
    const { id } = asked.json<{ id: string }>();
    expect(codeOf(await post(`/access-requests/${id}/approve`, employee.cookie))).toMatch(/^403/);
  });
});

test('what somebody gave as a reason is shown to those alone who may see texts', async () => {
  const { cookie } = await server.addMember('addi', 'administrator');

  const listed = async (by: string) => (await server.send('GET', '/access-requests', by)).body;
  expect(await listed(cookie)).not.toContain(ask.reason);
  expect(await listed(server.owner)).toContain(ask.reason);
});

test('an access that went and came again is told for each time, and a system without grants is a gap', async () => {
  const [listing] = await gainListing(server.services).listings(server.workspaceId);
  const told = async () => ((await listing?.page(null))?.items ?? []).length;
  await tell('ada', 'sam', 'sam');
  const before = await told();
  server.clock.forward(dayMs);
  await tell('ada', 'sam', 'sam', 'ben');
  await server.tell('wiki', listOf('account', 'wiki', [account('ada', { system: 'wiki' })]));

  expect(await told()).toBe(before + 1);
  expect(await listing?.gaps()).toContain('no list tells of grants of `wiki`, so nobody sees new ones');
});

test('of an erased person or entry neither the words of requests nor former roles stay', async () => {
  const { services, workspaceId } = server;
  const kept = () =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const { rows } = await tx.client.query(
        `select (select string_agg(reason, ' ') from access_request where subject = $1) as reasons,
          (select count(*)::int from role_held where person = $2) as held,
          (select string_agg(before::text || after::text, ' ') from role_change where person = $2) as roles,
          (select max(made_position) from access_request where subject = $1) as made`,
        [second.subject, ada],
      );
      return rows[0] as { reasons: string; held: number; roles: string; made: number }; // the columns above
    });
  const ada = await subjectNamed(server, 'ada');
  const forget = (subject: string | null, positions: readonly number[]) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      for (const part of services.erasureParts.all) await part.forget?.(tx, { subject, positions }, []);
    });
  const before = await kept();
  expect(before).toMatchObject({ held: 1, reasons: expect.stringContaining(ask.reason) });
  expect(before.roles).toContain('lead');

  await forget(null, [before.made]);
  expect((await kept()).reasons).toContain('erased');
  await forget(ada, []);
  await forget(second.subject, []);
  const after = await kept();
  expect(after).toMatchObject({ held: 0 });
  expect(`${after.roles}${after.reasons}`).not.toMatch(/lead|refunds/);
});
