import { identity } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, credential, grant, listOf, people, person } from '../testing/told-records.ts';

type Cell = {
  readonly system: string;
  readonly rights: Readonly<Record<'administer' | 'export' | 'connect' | 'publish', string>>;
  readonly canAct: boolean;
  readonly isComplete: boolean;
  readonly source: string;
  readonly isEnabled: string;
};
type Principal = {
  readonly principal: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly danger: number;
  readonly cells: readonly Cell[];
};
type Column = {
  readonly system: string;
  readonly list: string;
  readonly holders: number;
  readonly reasons: readonly string[];
  readonly rights: Readonly<Record<string, { readonly yes: number; readonly unknown: number }>>;
};

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

async function list(query = ''): Promise<readonly Principal[]> {
  const answer = await server.send('GET', `/access-list?limit=200${query}`, server.owner);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ items: Principal[] }>().items;
}

async function column(system: string): Promise<Column | undefined> {
  const answer = await server.send('GET', '/access-list/systems', server.owner);
  return answer.json<{ items: Column[] }>().items.find((one) => one.system === system);
}

const on = (system: string) => (principals: readonly Principal[]) =>
  principals.filter(({ cells }) => cells.some((cell) => cell.system === system));

const shownRights = (cell: Cell | undefined) =>
  cell === undefined
    ? undefined
    : Object.values(cell.rights)
        .map((state) => state[0])
        .join('');

const cellOn = (system: string, principals: readonly Principal[], name: string) =>
  principals.find((one) => one.name.includes(name))?.cells.find((cell) => cell.system === system);

function toldOf(system: string) {
  const at = { system };
  return {
    accounts: (...records: Parameters<typeof listOf<'account'>>[2]) => listOf('account', system, records),
    grants: (...records: Parameters<typeof listOf<'grant'>>[2]) => listOf('grant', system, records),
    account: (login: string, change = {}) => account(login, { ...at, ...change }),
    grant: (login: string, role: string, change = {}) => grant(login, role, { ...at, ...change }),
  };
}

describe('who can act as us right now', () => {
  test('unknown holders stand first, then who left, then who may do most; disabled accounts are no danger', async () => {
    const desk = toldOf('desk');
    const stranger = { holder: identity({ login: 'zx81', system: 'desk' }) };
    await server.tell(
      'desk hr',
      people(person('ada'), person('ben'), person('cid', { endsOn: '2026-02-01' }), person('dot')),
    );
    await server.tell(
      'desk',
      desk.accounts(
        desk.account('ada'),
        desk.account('ben'),
        desk.account('cid'),
        desk.account('dot', { isEnabled: false }),
        desk.account('zx81', stranger),
      ),
      desk.grants(
        desk.grant('ada', 'admin', { rights: ['administer', 'export'] }),
        desk.grant('ben', 'agent', { rights: ['publish'] }),
        desk.grant('cid', 'agent', { rights: [] }),
        desk.grant('dot', 'admin', { rights: ['administer'] }),
      ),
    );

    const found = await list('&system=desk');

    expect(found.map(({ kind, state }) => [kind, state])).toEqual([
      ['unknown', 'unknown'],
      ['person', 'left'],
      ['person', 'active'],
      ['person', 'active'],
      ['person', 'active'],
    ]);
    expect(found.map(({ cells }) => shownRights(cells.find(({ system }) => system === 'desk')))).toEqual([
      'nnnn',
      'nnnn',
      'yynn',
      'nnny',
      'ynnn',
    ]);
    expect(found.at(-1)).toMatchObject({ danger: 0, cells: [{ isEnabled: 'no', canAct: false }] });
    expect(await column('desk')).toMatchObject({
      list: 'whole',
      holders: 5,
      rights: { administer: { yes: 1, unknown: 0 }, publish: { yes: 1 } },
    });
  });

  test('filters by kind, state, right and name', async () => {
    expect((await list('&system=desk&kind=unknown')).length).toBe(1);
    expect((await list('&system=desk&state=left')).length).toBe(1);
    expect((await list('&system=desk&right=export')).length).toBe(1);
    expect((await list('&kind=person&state=left')).length).toBe(1);
    expect((await list('&system=desk&search=zx81')).map(({ kind }) => kind)).toEqual(['unknown']);
    expect(await list('&search=nobody+at+all')).toEqual([]);
  });

  test('pages go on where they ended', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const query = `/access-list?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = (await server.send('GET', query, server.owner)).json<{
        items: Principal[];
        nextCursor: string | null;
      }>();
      seen.push(...page.items.map(({ principal }) => principal));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }

    const whole = await list();
    expect(seen).toEqual(whole.map(({ principal }) => principal));
    expect((await server.send('GET', '/access-list?cursor=x', server.owner)).statusCode).toBe(400);
  });

  test('a source that is off leaves what was known, with its age, and nobody is known to lack a right', async () => {
    const inbox = toldOf('inbox');
    await server.tell(
      'inbox',
      inbox.accounts(inbox.account('ada')),
      inbox.grants(inbox.grant('ada', 'agent', { rights: ['publish'] })),
    );
    expect(shownRights(cellOn('inbox', await list('&system=inbox'), 'ada'))).toBe('nnny');

    await server.tellFailure('inbox');

    const cell = cellOn('inbox', await list('&system=inbox'), 'ada');
    expect([shownRights(cell), cell?.isComplete]).toEqual(['uuuy', false]);
    const told = await column('inbox');
    expect(told).toMatchObject({ list: 'partial', holders: 1 });
    expect(told?.reasons.length).toBeGreaterThan(0);
  });

  test('a list that came whole and empty is empty; one that was never had cannot tell', async () => {
    const quiet = toldOf('quiet');
    await server.tell('quiet', quiet.accounts(), quiet.grants());
    await server.tell('dark', listOf('account', 'dark', [], { isBroken: true }));

    expect(await column('quiet')).toMatchObject({ list: 'whole', holders: 0, reasons: [] });
    expect(await column('dark')).toMatchObject({ list: 'none', holders: 0 });
  });

  test('a partial list takes nobody out, and says that it is partial', async () => {
    const forum = toldOf('forum');
    const both = [forum.account('ada'), forum.account('ben')] as const;
    await server.tell('forum', forum.accounts(...both));
    await server.tell('forum', { ...forum.accounts(forum.account('ada')), isBroken: true });

    const found = on('forum')(await list('&system=forum'));
    expect(found.length).toBe(2);
    expect(
      found.flatMap(({ cells }) =>
        cells.filter(({ system }) => system === 'forum').map((one) => one.isComplete),
      ),
    ).toEqual([false, false]);
    expect(await column('forum')).toMatchObject({ list: 'partial' });
  });

  test('a list that came too late is not whole any more', async () => {
    const slow = toldOf('slow');
    await server.tell('slow', { ...slow.accounts(slow.account('ada')), maxGapHours: 1 });
    expect(await column('slow')).toMatchObject({ list: 'whole' });

    server.clock.forward(2 * 3_600_000);

    expect(await column('slow')).toMatchObject({ list: 'partial' });
    expect(cellOn('slow', await list('&system=slow'), 'ada')).toMatchObject({ isComplete: false });
  });

  test('a source that contradicts another proves nothing: neither that an account is off nor that it is on', async () => {
    const odd = toldOf('odd');
    await server.tell('odd one', odd.accounts(odd.account('ada', { isEnabled: true })));
    await server.tell('odd other', odd.accounts(odd.account('ada', { isEnabled: false })));

    expect(cellOn('odd', await list('&system=odd'), 'ada')).toMatchObject({
      isEnabled: 'unknown',
      canAct: true,
    });
  });

  test('a system that tells no grants leaves all four rights unknown, until it tells them', async () => {
    const shop = toldOf('shop');
    await server.tell('shop', shop.accounts(shop.account('ada')));
    expect(shownRights(cellOn('shop', await list('&system=shop'), 'ada'))).toBe('uuuu');

    await server.tell('shop', shop.accounts(shop.account('ada')), shop.grants());

    expect(shownRights(cellOn('shop', await list('&system=shop'), 'ada'))).toBe('nnnn');
  });

  test('what is gone leaves the list, and its history is still told', async () => {
    const chat = toldOf('chat');
    await server.tell(
      'chat',
      chat.accounts(chat.account('gil')),
      chat.grants(chat.grant('gil', 'admin', { rights: ['administer'] })),
    );
    const [before] = await list('&system=chat');
    await server.tell('chat', chat.accounts(), chat.grants());

    expect(await list('&system=chat')).toEqual([]);
    expect(await column('chat')).toMatchObject({ holders: 0, rights: { administer: { yes: 0 } } });
    const detail = await server.send('GET', `/access-list/${before?.principal}`, server.owner);
    const told = detail.json<{
      state: string;
      goneCells: unknown[];
      history: { what: string; kind: string }[];
    }>();
    expect([told.state, told.goneCells.length]).toEqual(['gone', 1]);
    expect(told.history.map(({ what, kind }) => `${kind} ${what}`).toSorted()).toEqual([
      'account appeared',
      'account gone',
      'grant appeared',
      'grant gone',
    ]);
  });

  test('a token nobody owns is an unknown of its own, and one of a disabled account still acts', async () => {
    const cloud = toldOf('cloud');
    await server.tell(
      'cloud',
      cloud.accounts(cloud.account('ben', { isEnabled: false })),
      cloud.grants(),
      listOf('credential', 'cloud', [
        credential('orphan', { system: 'cloud' }),
        credential('own', { system: 'cloud', owner: identity({ email: 'ben@company.example' }) }),
      ]),
    );

    const found = await list('&system=cloud');
    expect(found.map(({ kind, name }) => [kind, name.includes('cloud/orphan')])).toEqual([
      ['unknown', true],
      ['person', false],
    ]);
    expect(cellOn('cloud', found, 'ben')).toMatchObject({ isEnabled: 'no', canAct: true });
    const detail = await server.send(
      'GET',
      `/access-list/${encodeURIComponent(found[0]?.principal ?? '')}`,
      server.owner,
    );
    expect(detail.statusCode).toBe(200);
  });

  test('an end date that passes makes somebody a leaver without anything else being told', async () => {
    await server.tell(
      'mail hr',
      listOf('person', 'staff', [person('hal', { endsOn: server.clock.now().slice(0, 10) })]),
    );
    const mail = toldOf('mail');
    await server.tell('mail', mail.accounts(mail.account('hal')));
    expect((await list('&system=mail')).map(({ state }) => state)).toEqual(['active']);

    server.clock.forward(25 * 3_600_000);
    await server.follow();

    expect((await list('&system=mail')).map(({ state }) => state)).toEqual(['left']);
  });

  test('leaves as a file with one row for each account', async () => {
    const answer = await server.send('GET', '/access-list/rows?system=desk', server.owner);

    const rows = answer.json<{ items: Record<string, unknown>[] }>().items;
    expect(rows).toHaveLength(5);
    expect(rows.find((row) => row.administer === 'yes' && row.canAct === true)).toMatchObject({
      roles: 'admin',
      system: 'desk',
    });
  });

  test('needs the right to see it', async () => {
    expect((await server.send('GET', '/access-list', null)).statusCode).toBe(401);
  });

  test('shows an account that may be somebody’s as nobody’s, and with them as maybe theirs', async () => {
    const kim = person('kim', { person: identity({ email: 'kim@company.example', name: 'Kim Jansen' }) });
    const guessed = toldOf('guessed');
    const short = { holder: identity({ login: 'kjansen', system: 'guessed' }) };
    await server.tell('staff', people(kim));
    await server.tell('guessed', guessed.accounts(guessed.account('kim'), guessed.account('x', short)));

    const shown = await list('&system=guessed');
    expect(shown.map(({ kind }) => kind).toSorted()).toEqual(['person', 'unknown']);
    const one = shown.find(({ kind }) => kind === 'person')?.principal;
    const detail = await server.send('GET', `/access-list/${one}`, server.owner);
    expect(detail.json()).toMatchObject({ maybeCells: [{ system: 'guessed' }] });
  });

  test('says why nobody can call everyone shown as active here, while a list of people is not whole', async () => {
    const gaps = async () => {
      const answer = await server.send('GET', '/access-list/systems', server.owner);
      return answer.json<{ peopleGaps: string[] }>().peopleGaps;
    };
    await server.tell('staff', people(person('ada')));
    const before = (await gaps()).length;

    await server.tellFailure('staff');

    expect((await gaps()).length).toBe(before + 1);
  });
});

test('a search that finds more names than it looks at says so, and one that does not says that it is whole', async () => {
  const crowd = toldOf('crowd');
  const logins = Array.from({ length: 201 }, (_, i) => `crowd${i}`);
  await server.tell('crowd', crowd.accounts(...logins.map((login) => crowd.account(login))), crowd.grants());
  const cutBy = async (search: string) => {
    const answer = await server.send('GET', `/access-list?limit=1&search=${search}`, server.owner);
    return answer.json<{ isSearchCut: boolean }>().isSearchCut;
  };

  expect(await cutBy('crowd')).toBe(true);
  expect(await cutBy('crowd20')).toBe(false);
});
