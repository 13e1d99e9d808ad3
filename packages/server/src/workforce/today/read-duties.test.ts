import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Member, startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, accounts, grant, grants, people, person } from '../testing/told-records.ts';
import { byUrgency, type Duty, duty } from './duty.ts';

const dayMs = 86_400_000;
let server: WorkforceServer;
let second: Member;
beforeAll(async () => {
  server = await startWorkforce();
  second = await server.addMember('sam', 'manager');
});
afterAll(() => server[Symbol.asyncDispose]());

const inDays = (days: number) => new Date(Date.parse(server.clock.now()) + days * dayMs).toISOString();
const dayIn = (days: number) => inDays(days).slice(0, 10);

async function duties(cookie = server.owner): Promise<ReadonlyMap<string, Duty>> {
  const answer = await server.send('GET', '/duties', cookie);
  expect(answer.statusCode, answer.body).toBe(200);
  return new Map(answer.json<{ items: Duty[] }>().items.map((one) => [one.kind, one]));
}

function post(path: string, cookie: string, body: object) {
  return server.send('POST', path, cookie, body);
}

describe('what waits for somebody', () => {
  test('says first that nobody is known and that a registered system was never read', async () => {
    await post('/systems', server.owner, { system: 'shop', name: 'Shop', kind: 'tool', means: 'live' });

    const found = await duties();

    expect(found.get('people-unread')).toMatchObject({ urgency: 'unknown' });
    expect(found.get('systems-unread')).toMatchObject({
      urgency: 'unknown',
      count: 1,
      id: 'shop',
      names: ['Shop'],
    });
  });

  test('an attested list that runs out within a week is due, and one that ran out cannot be told', async () => {
    const words = { name: 'Clips', kind: 'channel', means: 'attested' };
    await post('/systems', server.owner, { ...words, system: 'clips' });
    expect((await duties()).get('attestations-out')).toMatchObject({ urgency: 'unknown', names: ['Clips'] });

    const holders = [{ email: 'ada@company.example', rights: ['publish'] }];
    const said = { holders, note: 'Looked at the page of roles', untilAt: inDays(6) };
    const made = await post('/systems/clips/attestations', server.owner, said);
    expect((await duties()).get('attestations-waiting')).toBeUndefined();
    expect((await duties(second.cookie)).get('attestations-waiting')).toMatchObject({
      count: 1,
      id: 'clips',
    });
    const { id } = made.json<{ id: string }>();
    await post(`/systems/clips/attestations/${id}/confirm`, second.cookie, {});

    const found = await duties();
    expect(found.get('attestations-out')).toBeUndefined();
    expect(found.get('attestations-ending')).toMatchObject({ urgency: 'due', count: 1, id: 'clips' });
  });

  test('an agency is told two weeks before its last day and not earlier', async () => {
    const agency = (name: string, days: number) =>
      post('/agencies', server.owner, { name, mailDomains: [], systems: [], engagementUntil: dayIn(days) });
    await agency('Northwind', 14);
    await agency('Southwind', 16);

    expect((await duties()).get('agencies-ending')).toMatchObject({ count: 1, names: ['Northwind'] });
  });

  test('a request waits for whoever may approve it, never for who asked', async () => {
    const ask = { system: 'helpdesk', role: 'agent', rights: ['export'], reason: 'Handles refunds' };
    await post('/access-requests', server.manager.cookie, { ...ask, for: 'me' });

    expect((await duties(server.manager.cookie)).get('requests-waiting')).toBeUndefined();
    expect((await duties(second.cookie)).get('requests-waiting')).toMatchObject({
      count: 1,
      names: ['helpdesk'],
    });
  });

  test('access that nobody asked for waits while it is there, and says when new ones may be missing', async () => {
    const first = [accounts(account('ada')), grants(grant('ada', 'agent'))];
    const more = [
      accounts(account('ada'), account('ben')),
      grants(grant('ada', 'agent'), grant('ben', 'agent')),
    ];
    await server.tell('hr', people(person('ada'), person('ben')));
    await server.tell('helpdesk', ...first);
    await server.tell('helpdesk', ...more);
    expect((await duties()).get('gains-unasked')).toMatchObject({ count: 1, names: ['helpdesk'], gaps: [] });

    await server.tellFailure('helpdesk');
    expect((await duties()).get('gains-unasked')?.gaps).toEqual([
      'the list of grants of helpdesk is not whole, so new ones may be missing',
    ]);

    await server.tell('helpdesk', ...first);
    expect((await duties()).get('gains-unasked')).toBeUndefined();
  });

  test('who left and is late stands first, with what no list can prove', async () => {
    const held = [accounts(account('ada')), grants(grant('ada', 'agent', { rights: ['export'] }))];
    await server.tell('helpdesk', ...held);
    await server.tell('hr', people(person('ada', { endsOn: dayIn(-1) }), person('ben')));
    server.clock.forward(10 * dayMs);
    await server.tell('hr', people(person('ada', { endsOn: dayIn(-11) }), person('ben')));

    const answer = await server.send('GET', '/duties', server.owner);
    const [first] = answer.json<{ items: Duty[] }>().items;
    expect(first).toMatchObject({ kind: 'leavers-late', urgency: 'late', count: 1, unseen: 1 });
    expect(first?.id).toMatch(/^lvr_/);
  });

  test('is late by deadlines that tell who changed them last and what they were before', async () => {
    const read = async () => (await server.send('GET', '/removals/deadlines', server.owner)).json();
    const { usual, changed } = await read();
    expect(changed).toBeNull();

    await server.send('PUT', '/removals/deadlines', server.owner, { ...usual, criticalHours: 12 });

    expect(await read()).toMatchObject({ criticalHours: 12, usual, changed: { before: usual } });
    expect((await read()).changed.by).toMatch(/^sub_/);
    const refused = await server.send('PUT', '/removals/deadlines', server.manager.cookie, usual);
    expect(refused.statusCode).toBe(403);
  });

  test('shows each part only to who may see it', async () => {
    const reader = await server.addMember('rex', 'employee');

    expect([...(await duties(reader.cookie)).keys()]).toEqual([]);
    expect((await server.send('GET', '/duties', null)).statusCode).toBe(401);
  });
});

test('what is late comes before what cannot be seen, and that before what is due', () => {
  const told = [
    duty({ kind: 'agencies-ending', urgency: 'due', count: 1 }),
    duty({ kind: 'review-mine', urgency: 'due', count: 2, dueAt: '2026-12-02T00:00:00Z' }),
    duty({ kind: 'systems-unread', urgency: 'unknown', count: 1 }),
    duty({ kind: 'review-mine', urgency: 'due', count: 1, dueAt: '2026-12-01T00:00:00Z' }),
    duty({ kind: 'review-mine', urgency: 'late', count: 3 }),
  ];

  expect(told.toSorted(byUrgency).map(({ kind, count }) => [kind, count])).toEqual([
    ['review-mine', 3],
    ['systems-unread', 1],
    ['review-mine', 1],
    ['review-mine', 2],
    ['agencies-ending', 1],
  ]);
});
