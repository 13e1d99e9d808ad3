import { identity } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageOfRemovals } from '../removals/removals.store.ts';
import { startWorkforce, type Telling, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, listOf, person } from '../testing/told-records.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

type Item = {
  readonly system: string;
  readonly state: string;
  readonly dueAt: string;
  readonly isToHandOver: boolean;
  readonly positions: readonly number[];
};
type Run = {
  readonly id: string;
  readonly state: string;
  readonly position: number;
  readonly subject: string | null;
  readonly toldBy: string;
  readonly reason: unknown;
  readonly effectiveAt: string;
  readonly openedAt: string;
  readonly returnedAt: string | null;
  readonly disputedAt: string | null;
  readonly removals: readonly Item[];
};

type Paged = Run & { readonly nextCursor: string | null };

/** Runs that hold something on a system, oldest first. */
async function runsOn(system: string): Promise<readonly Run[]> {
  const { items } = (await server.send('GET', '/leavers', server.owner)).json<{ items: Run[] }>();
  const read = items.map(async ({ id }) =>
    (await server.send('GET', `/leavers/${id}`, server.owner)).json<Run>(),
  );
  const found = (await Promise.all(read)).filter(({ removals }) =>
    removals.some((one) => one.system === system),
  );
  return found.toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1));
}

/** One account on a system of its own; somebody stays on it. */
function accountOn(system: string, ...logins: readonly string[]): Telling {
  return listOf(
    'account',
    system,
    ['stays', ...logins].map((login) => account(login, { system })),
  );
}

type Told = Parameters<typeof person>[1];

/** A list of people of its own name; somebody stays on it. */
function listed(scope: string, people: Readonly<Record<string, Told>>): Telling {
  const all = Object.entries({ [`stays-${scope}`]: {}, ...people });
  const records = all.map(([login, change]) => person(login, change));
  return listOf('person', scope, records, { maxGapHours: 9_999 });
}

const today = (days = 0) =>
  new Date(Date.parse(server.clock.now()) + days * dayMs).toISOString().slice(0, 10);

/** The pseudonym of whom an account names, as links know it. */
async function subjectOf(login: string): Promise<string> {
  const { services, workspaceId } = server;
  const found = await services.database.withWorkspace(workspaceId, (tx) =>
    services.knownSubjects.find(tx, { email: `${login}@company.example` }),
  );
  if (found === null) throw new Error(`nobody knows ${login}`);
  return found;
}

describe('who leaves without a last day', () => {
  test('whoever is dropped from the lists of people has left; an empty list says nothing of anybody', async () => {
    await server.tell('tool-a', accountOn('tool-a', 'nia'));
    await server.tell('staff-a', listed('staff-a', { nia: { endsOn: today(20) } }));
    server.clock.forward(hourMs);
    await server.tell('staff-a', listOf('person', 'staff-a', []));
    const afterEmpty = await runsOn('tool-a');
    server.clock.forward(hourMs);
    await server.tell('staff-a', listed('staff-a', {}));

    const [run, ...others] = await runsOn('tool-a');
    expect(afterEmpty).toEqual([]);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ state: 'open', toldBy: 'person', effectiveAt: server.clock.now() });
    expect(JSON.stringify(run?.reason)).toContain(`first missing at ${server.clock.now()}`);
  });
});

describe('several who leave together', () => {
  test('are written down in one piece, each run followed by what has to go with it', async () => {
    await server.tell('tool-j', accountOn('tool-j', 'zoe', 'zac'));
    await server.tell('staff-j', listed('staff-j', { zoe: {}, zac: {} }));
    await server.tell('staff-j', listed('staff-j', { zoe: { isActive: false }, zac: { isActive: false } }));

    const runs = await runsOn('tool-j');
    const written = runs.flatMap(({ position, removals }) => [
      position,
      ...removals.flatMap(({ positions }) => positions.slice(0, 1)),
    ]);
    const first = Math.min(...written);
    expect(runs).toHaveLength(2);
    expect(written.toSorted((a, b) => a - b)).toEqual([first, first + 1, first + 2, first + 3]);
    for (const { position, removals } of runs) expect(removals[0]?.positions[0]).toBe(position + 1);
  });
});

describe('lists that disagree, and who comes back', () => {
  test('one list says left, another here: the run stays and says so', async () => {
    await server.tell('tool-b', accountOn('tool-b', 'oli'));
    await server.tell('directory-b', listed('directory-b', { oli: {} }));
    await server.tell('staff-b', listed('staff-b', { oli: { isActive: false } }));
    server.clock.forward(hourMs);
    await server.tell('directory-b', listed('directory-b', { oli: { role: 'lead' } }));

    const [run] = await runsOn('tool-b');
    expect(run).toMatchObject({ state: 'open', returnedAt: null });
    expect(run?.disputedAt).not.toBeNull();
  });

  test('once all lists say here, what was open need not go; the next leaving opens a run of its own', async () => {
    await server.tell('staff-b', listed('staff-b', { oli: {} }));
    const [back] = await runsOn('tool-b');
    server.clock.forward(hourMs);
    await server.tell('staff-b', listed('staff-b', { oli: { isActive: false } }));
    const [first, second] = await runsOn('tool-b');

    expect(back).toMatchObject({ state: 'closed', disputedAt: null });
    expect(back?.returnedAt).not.toBeNull();
    expect(back?.removals.map(({ state }) => state)).toEqual(['withdrawn']);
    expect(first).toMatchObject({ id: back?.id, state: 'closed' });
    expect(second).toMatchObject({ state: 'open', effectiveAt: server.clock.now() });
    expect(second?.removals.map(({ state }) => state)).toEqual(['open']);
  });

  test('an earlier last day wins over the later one that somebody gave, and what is due moves with it', async () => {
    await server.tell('tool-c', accountOn('tool-c', 'pia'));
    await server.tell('staff-c', listed('staff-c', { pia: {} }));
    const subject = await subjectOf('pia');
    const effectiveAt = new Date(Date.parse(server.clock.now()) + 300 * dayMs).toISOString();
    const order = { subject, effectiveAt, reason: 'next year' };
    expect((await server.send('POST', '/leavers', server.owner, order)).statusCode).toBe(200);
    const soonerAt = new Date(Date.parse(effectiveAt) - 100 * dayMs).toISOString();
    await server.send('POST', '/leavers', server.owner, { ...order, effectiveAt: soonerAt });
    const [sooner] = await runsOn('tool-c');
    await server.tell('staff-c', listed('staff-c', { pia: { endsOn: today() } }));
    server.clock.forward(dayMs);
    await server.follow();

    const [run, ...others] = await runsOn('tool-c');
    const later = await server.send('POST', '/leavers', server.owner, order);
    const made = await server.send('POST', '/leavers', server.owner, { ...order, isInvoluntary: true });
    const [sterner] = await runsOn('tool-c');
    const midnight = `${today()}T00:00:00.000Z`;
    expect(others).toEqual([]);
    expect(sooner).toMatchObject({ effectiveAt: soonerAt });
    expect(run).toMatchObject({ id: sooner?.id, toldBy: 'hand', state: 'open', effectiveAt: midnight });
    expect(run?.removals.map(({ dueAt }) => dueAt)).toEqual([
      new Date(Date.parse(midnight) + dayMs).toISOString(),
    ]);
    // A later day adds nothing; that they are made to leave does, and the day stays the earlier one.
    expect(later.statusCode).toBe(409);
    expect(made.json()).toMatchObject({ id: run?.id, isInvoluntary: true, effectiveAt: midnight });
    expect(sterner?.removals.map(({ dueAt }) => dueAt)).toEqual([
      new Date(Date.parse(midnight) + 4 * hourMs).toISOString(),
    ]);
  });

  test('a run by hand outlives a list that never heard of it, and ends with a new beginning', async () => {
    await server.tell('tool-d', accountOn('tool-d', 'rex'));
    await server.tell('staff-d', listed('staff-d', { rex: {} }));
    const order = { subject: await subjectOf('rex'), effectiveAt: server.clock.now(), reason: 'gone' };
    await server.send('POST', '/leavers', server.owner, order);
    server.clock.forward(hourMs);
    await server.tell('staff-d', listed('staff-d', { rex: { role: 'lead' } }));
    const [unaware] = await runsOn('tool-d');
    server.clock.forward(2 * dayMs);
    await server.tell('staff-d', listed('staff-d', { rex: { startsOn: today() } }));
    const [rehired] = await runsOn('tool-d');
    server.clock.forward(hourMs);
    await server.tell('staff-d', listed('staff-d', { rex: { startsOn: today(), isActive: false } }));

    expect(unaware).toMatchObject({ state: 'open', returnedAt: null });
    expect(rehired?.returnedAt).not.toBeNull();
    expect((await runsOn('tool-d')).map(({ toldBy, state }) => [toldBy, state])).toEqual([
      ['hand', 'closed'],
      ['person', 'open'],
    ]);
  });

  test('what was withdrawn after its time had run out stays on the list of what had to go', async () => {
    const [late] = await runsOn('tool-d');
    const { services, workspaceId } = server;
    const told = await services.database.withWorkspace(workspaceId, (tx) => pageOfRemovals(tx, '', 500));

    // Two days after a day that allowed 24 hours; the one of `tool-b` was withdrawn within them.
    expect(late?.removals.map(({ state }) => state)).toEqual(['withdrawn']);
    expect(told.filter(({ state }) => state === 'withdrawn').map(({ system }) => system)).toEqual(['tool-d']);
  });
});

describe('who rescinds a run', () => {
  test('one person alone where no list says so and nothing is late; else a second one, other than who asked', async () => {
    const [left] = (await runsOn('tool-d')).filter(({ state }) => state === 'open');
    await server.tell('tool-e', accountOn('tool-e', 'sam'));
    const order = { subject: await subjectOf('sam'), effectiveAt: server.clock.now(), reason: 'gone' };
    const opened = (await server.send('POST', '/leavers', server.owner, order)).json<Run>();
    const rescind = (run: string | undefined, cookie: string) =>
      server.send('POST', `/leavers/${run}/rescind`, cookie, { reason: 'a mistake' });
    const approve = (cookie: string) =>
      server.send('POST', `/leavers/${left?.id}/rescind/approve`, cookie, {});

    expect((await rescind(opened.id, server.owner)).json()).toMatchObject({ state: 'rescinded' });
    expect((await approve(server.manager.cookie)).statusCode).toBe(400);
    expect((await rescind(left?.id, server.owner)).json()).toMatchObject({ state: 'open', isWaiting: true });
    expect((await approve(server.owner)).json().error.code).toBe('second-person-needed');
    await server.follow();
    expect((await runsOn('tool-d')).at(-1)).toMatchObject({ state: 'open' });
    expect((await approve(server.manager.cookie)).json()).toMatchObject({ state: 'rescinded' });
    await server.tell('staff-d', listed('staff-d', { rex: { role: 'agent', isActive: false } }));
    expect((await runsOn('tool-d')).map(({ state }) => state)).toEqual(['closed', 'rescinded']);
  });
});

describe('people of an agency on a list of people', () => {
  test('its end takes from those whose employer it is in any spelling, and whose mail is in its domain; as was shown before', async () => {
    const tia = identity({ email: 'tia@beta.example' });
    const told = [account('stays', { system: 'tool-f' }), account('uwe', { system: 'tool-f' })];
    const accounts = listOf('account', 'tool-f', [...told, account('', { system: 'tool-f', holder: tia })]);
    await server.tell('tool-f', accounts);
    const people = [
      person('uwe', { employer: ' BETA  works' }),
      person('', { person: tia }),
      person('stays'),
    ];
    await server.tell('staff-f', listOf('person', 'staff-f', people));
    const agency = { name: 'Beta Works', mailDomains: ['beta.example'] };
    const { id } = (await server.send('POST', '/agencies', server.owner, agency)).json<{ id: string }>();
    const previewed = await server.send('GET', `/leavers/preview?agency=${id}`, server.owner);
    const before = await runsOn('tool-f');
    await server.send('POST', `/agencies/${id}/end`, server.owner, { reason: 'over' });
    await server.follow();
    const view = await server.send('GET', `/agencies/${id}`, server.owner);
    const [ended] = await runsOn('tool-f');
    await server.tell('tool-g', accountOn('tool-g', 'uwe'));

    expect(before).toEqual([]);
    expect(previewed.json()).toMatchObject({
      run: null,
      layers: [
        { layer: 'partner', total: 0 },
        { layer: 'individual', total: 2, items: [{ system: 'tool-f' }, { system: 'tool-f' }] },
        { layer: 'token', total: 0 },
      ],
    });
    expect(ended?.removals.map(({ system }) => system)).toEqual(['tool-f', 'tool-f']);
    // None is linked to it as an agency's, and yet what its people have is open.
    expect(view.json()).toMatchObject({ state: 'ended', accounts: 0, run: { items: 2, open: 2 } });
    const nobody = await server.send('GET', '/leavers/preview', server.owner);
    expect(nobody.statusCode).toBe(400);
    expect((await runsOn('tool-g')).map((run) => run.id)).toEqual([ended?.id]);
  });

  test('whoever is known by its mail domain alone and appears after its run opened joins that run', async () => {
    const yan = identity({ email: 'yan@beta.example' });
    const [ended] = await runsOn('tool-f');
    await server.tell('staff-g', listOf('person', 'staff-g', [person('', { person: yan }), person('stays')]));
    const later = listOf('account', 'tool-i', [
      account('stays', { system: 'tool-i' }),
      account('', { system: 'tool-i', holder: yan }),
    ]);
    await server.tell('tool-i', later);

    expect((await runsOn('tool-i')).map((run) => run.id)).toEqual([ended?.id]);
    const page = (query: string) => server.send('GET', `/leavers/${ended?.id}${query}`, server.owner);
    const all = (await page('')).json<Run>();
    const paged: Item[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: Paged = (await page(`?limit=1${cursor && `&cursor=${cursor}`}`)).json<Paged>();
      paged.push(...next.removals);
      cursor = next.nextCursor;
    }
    expect(all.removals).toHaveLength(4);
    expect(paged).toEqual(all.removals);
  });
});

describe('accounts that somebody answers for', () => {
  test('whoever answers for a bot has to hand it over, and has once somebody who is here answers for it', async () => {
    const bot = account('poster', { system: 'tool-h', accountKind: 'service' });
    await server.tell('tool-h', listOf('account', 'tool-h', [account('stays', { system: 'tool-h' }), bot]));
    await server.tell('staff-h', listed('staff-h', { vic: { endsOn: today() }, wen: {} }));
    const holder = await subjectOf('poster');
    const answers = async (login: string) => {
      const custodian = await subjectOf(login);
      const word = { system: 'tool-h', holder, belongsTo: 'bot', custodian, reason: 'posts at night' };
      const said = await server.send('POST', '/account-links/decide', server.owner, word);
      expect(said.statusCode).toBe(200);
      await server.tellOwn();
    };
    await answers('vic');
    server.clock.forward(dayMs);
    await server.follow();
    const [leaving] = await runsOn('tool-h');
    await answers('wen');
    const [after] = await runsOn('tool-h');

    expect(leaving?.removals).toMatchObject([{ system: 'tool-h', isToHandOver: true, state: 'open' }]);
    expect(after?.removals).toMatchObject([{ system: 'tool-h', isToHandOver: true, state: 'handed-over' }]);
  });
});
