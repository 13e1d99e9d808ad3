import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listLinks } from '../linking/read-links.ts';
import { subjectNamed } from '../testing/link-member.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { newestRunOf } from '../testing/told-leavers.ts';
import { account, grant, listOf, people, person } from '../testing/told-records.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

const inTx = <T>(work: Parameters<typeof server.services.database.withWorkspace<T>>[1]) =>
  server.services.database.withWorkspace(server.workspaceId, work);

type Held = { readonly login: string; readonly id?: string; readonly rights?: readonly 'export'[] };

/** A list of accounts with the ids their source gives them, each with one grant by an id of the source and one without. */
function tell(system: string, held: readonly Held[], change: { isBroken?: boolean } = {}): Promise<void> {
  const accounts = held.map(({ login, id }) =>
    account(login, { system, ...(id === undefined ? {} : { externalId: id }) }),
  );
  const grants = held.flatMap(({ login, id, rights = [] }) => [
    grant(login, 'agent', { system, grant: `${id ?? login}:agent`, rights: [...rights] }),
    grant(login, 'member', { system, grant: { $ofHolder: 'member' }, rights: [...rights] }),
  ]);
  return server.tell(
    system,
    listOf('account', system, accounts, change),
    listOf('grant', system, grants, change),
  );
}

async function itemsOf(system: string) {
  const { removals } = await newestRunOf(server);
  return removals.filter((item) => item.system === system);
}

const statesOf = async (system: string) =>
  (await itemsOf(system)).map(({ what, state }) => `${what} ${state}`).toSorted();

async function gainsOf(system: string) {
  const answer = await server.send('GET', '/access-gains?only=all', server.owner);
  const { items } = answer.json<{ items: { system: string; role: string; name: string }[] }>();
  return items
    .filter((one) => one.system === system)
    .map(({ name, role }) => `${name.split('@')[0]} ${role}`);
}

async function ownerOf(system: string, login: string) {
  const links = await inTx((tx) => listLinks(tx, { system, after: null, limit: 50 }));
  const holder = await subjectNamed(server, `${login}@company.example`);
  return links.find((link) => link.holder === holder);
}

describe('an account that was renamed', () => {
  test('is not gone: what had to go stays open, and goes on under its new name', async () => {
    const hr = people(person('lea', { endsOn: '2026-03-01' }), person('stays'));
    await server.tell('hr', { ...hr, maxGapHours: 9_999 });
    for (const system of ['desk', 'plain', 'twice', 'split']) {
      const ids = system === 'plain' ? {} : { id: '7' };
      await tell(system, [
        { login: 'lea', ...ids },
        { login: 'stays', ...(system === 'plain' ? {} : { id: '8' }) },
      ]);
    }
    server.clock.forward(13 * hourMs);
    await server.follow();
    expect(await statesOf('desk')).toEqual(['account open', 'grant open', 'grant open']);

    server.clock.forward(hourMs);
    await tell('desk', [
      { login: 'lea.new', id: '7' },
      { login: 'stays', id: '8' },
    ]);

    const items = await itemsOf('desk');
    expect(items.map(({ state, isObservable }) => [state, isObservable])).toEqual(
      items.map(() => ['open', true]),
    );
    expect(items).toHaveLength(3);
    expect(items.every(({ reasons }) => reasons.some((reason) => /renamed/.test(reason)))).toBe(true);
  });

  test('gains nothing by it: what it held before is not new', async () => {
    expect(await gainsOf('desk')).toEqual([]);
  });

  test('stays open while a list is partial or its source is off', async () => {
    server.clock.forward(hourMs);
    await tell('desk', [{ login: 'stays', id: '8' }], { isBroken: true });
    await server.tellFailure('desk');

    expect(await statesOf('desk')).toEqual(['account open', 'grant open', 'grant open']);
  });

  test('is gone once a complete list has it under no name, with the interval of that list', async () => {
    server.clock.forward(hourMs);
    await tell('desk', [
      { login: 'lea.other', id: '7' },
      { login: 'stays', id: '8' },
    ]);
    expect(await statesOf('desk')).toEqual(['account open', 'grant open', 'grant open']);
    server.clock.forward(hourMs);
    await tell('desk', [{ login: 'stays', id: '8' }]);

    const items = await itemsOf('desk');
    expect(items.map(({ state }) => state)).toEqual(['gone', 'gone', 'gone']);
    expect(new Set(items.map(({ firstAbsentAt }) => firstAbsentAt))).toEqual(new Set([server.clock.now()]));
  });

  test('that was gone and is back under another name is open again', async () => {
    server.clock.forward(hourMs);
    await tell('desk', [
      { login: 'lea.back', id: '7' },
      { login: 'stays', id: '8' },
    ]);

    expect(await statesOf('desk')).toEqual(['account open', 'grant open', 'grant open']);
  });

  test('is not seen where the source tells no id: then what is gone is gone', async () => {
    await tell('plain', [{ login: 'lea.new' }, { login: 'stays' }]);

    expect(await statesOf('plain')).toEqual(['account gone', 'grant gone', 'grant gone']);
  });

  test('is none where a source gave two accounts one id: nothing follows either of them', async () => {
    await tell('twice', [
      { login: 'lea', id: '7' },
      { login: 'stays', id: '8' },
      { login: 'liar', id: '7' },
    ]);
    server.clock.forward(hourMs);
    await tell('twice', [
      { login: 'stays', id: '8' },
      { login: 'liar', id: '7' },
    ]);

    expect(await statesOf('twice')).toContain('account gone');
  });

  test('may be one of two that have its id since: nobody can tell that it is gone', async () => {
    await tell('split', [
      { login: 'one', id: '7' },
      { login: 'stays', id: '8' },
      { login: 'two', id: '7' },
    ]);

    const items = await itemsOf('split');
    expect(items.map(({ what, state, isObservable }) => [what, state, isObservable])).toContainEqual([
      'account',
      'open',
      false,
    ]);
    expect(items.some(({ state }) => state === 'gone' || state === 'handed-over')).toBe(false);
  });
});

describe('whose a renamed account is', () => {
  const word = { belongsTo: 'person', reason: 'Said so on the phone' };

  test('is what somebody said last, under the name it had before', async () => {
    await tell('chat', [
      { login: 'mystery', id: '1' },
      { login: 'stays', id: '2' },
    ]);
    const holder = await subjectNamed(server, 'mystery@company.example');
    const owner = await subjectNamed(server, 'stays@company.example');
    const decided = { ...word, system: 'chat', holder, person: owner };
    expect((await server.send('POST', '/account-links/decide', server.owner, decided)).statusCode).toBe(200);

    server.clock.forward(dayMs);
    await tell('chat', [
      { login: 'puzzle', id: '1' },
      { login: 'stays', id: '2' },
    ]);

    expect(await ownerOf('chat', 'puzzle')).toMatchObject({ person: owner, decidedBy: 'human' });
  });

  test('is taken back under its new name', async () => {
    const holder = await subjectNamed(server, 'puzzle@company.example');
    const words = { system: 'chat', holder, reason: 'It was a mistake' };

    expect((await server.send('POST', '/account-links/withdraw', server.owner, words)).statusCode).toBe(200);
    expect(await ownerOf('chat', 'puzzle')).toMatchObject({ decidedBy: 'rule' });
  });

  test('a grant that gained rights meanwhile is a gain, and only that one', async () => {
    server.clock.forward(dayMs);
    await tell('chat', [
      { login: 'riddle', id: '1', rights: ['export'] },
      { login: 'stays', id: '2' },
    ]);

    expect((await gainsOf('chat')).toSorted()).toEqual(['riddle agent', 'riddle member']);
  });
});
