import { identity } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readItems } from '../../facts/index.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, accounts, grant, listOf, people, person } from '../testing/told-records.ts';
import type { AccountLink } from './account-link.ts';
import { accountsMaybeOf, accountsOfPerson, linksChangedSince, listLinks } from './read-links.ts';

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Links of one system by the word in front of the reason, short enough to read. */
async function told(system: string): Promise<readonly string[]> {
  const links = await linksOn(system);
  return links.map((link) => `${link.belongsTo} ${link.reason} ${link.confidence}`).toSorted();
}

function linksOn(system: string): Promise<readonly AccountLink[]> {
  const { services, workspaceId } = server;
  return services.database.withWorkspace(workspaceId, (tx) =>
    listLinks(tx, { system, after: null, limit: 100 }),
  );
}

const onDesk = (values: Parameters<typeof identity>[0]) =>
  account('x', { system: 'desk', holder: identity({ system: 'desk', ...values }) });

describe('whose an account is follows what the sources tell', () => {
  test('accounts before anybody is on a list are unknown, and found as soon as the list is there', async () => {
    const desk = listOf('account', 'desk', [
      onDesk({ email: 'ada@company.example' }),
      onDesk({ email: 'ben.byron+desk@company.example' }),
      onDesk({ login: 'cjones' }),
      onDesk({ email: 'support@company.example' }),
      onDesk({ login: 'svc-export' }),
    ]);
    await server.tell('desk', desk);
    expect(await told('desk')).toEqual([
      'bot bot-name likely',
      'unknown generic-name none',
      'unknown no-match none',
      'unknown no-match none',
      'unknown no-match none',
    ]);

    await server.tell(
      'hr',
      people(
        person('ada'),
        person('ben.byron', { endsOn: '2026-02-01' }),
        person('c', { person: identity({ email: 'cy@company.example', name: 'Cy Jones' }) }),
      ),
    );

    expect(await told('desk')).toEqual([
      'bot bot-name likely',
      'person mail-alias likely',
      'person same-person certain',
      'person short-login possible',
      'unknown generic-name none',
    ]);
    expect((await linksOn('desk')).find(({ reason }) => reason === 'mail-alias')?.endsOn).toBe('2026-02-01');
  });

  test('what can only be guessed takes nobody’s access away, and is told apart', async () => {
    const guessed = (await linksOn('desk')).find(({ confidence }) => confidence === 'possible');
    const { services, workspaceId } = server;
    const [theirs, maybe] = await services.database.withWorkspace(workspaceId, async (tx) => [
      await accountsOfPerson(tx, guessed?.person ?? ''),
      await accountsMaybeOf(tx, [guessed?.person ?? '']),
    ]);
    expect(theirs).toEqual([]);
    expect(maybe).toEqual([{ system: 'desk', holder: guessed?.holder }]);
  });

  test('a second person of the same short name makes it unknown again, with both as candidates', async () => {
    const two = [
      person('ada'),
      person('ben.byron'),
      person('c', { person: identity({ email: 'cy@company.example', name: 'Cy Jones' }) }),
      person('d', { person: identity({ email: 'carl@company.example', name: 'Carl Jones' }) }),
    ];
    await server.tell('hr', people(...two));

    const open = (await linksOn('desk')).filter(({ reason }) => reason === 'several-candidates');
    expect(open.map(({ candidates }) => candidates.length)).toEqual([2]);
  });

  test('a list that broke off takes nobody away; by a whole one without somebody the account is of who left', async () => {
    await server.tell('hr', { ...people(person('ada')), isBroken: true });
    expect(await told('desk')).toContain('person mail-alias likely');

    await server.tell('hr', people(person('ada')));
    expect(await told('desk')).toContain('person same-person certain');
    const left = (await linksOn('desk')).find(({ reason }) => reason === 'mail-alias');
    expect([left?.belongsTo, left?.isActive]).toEqual(['person', false]);
  });

  test('who is named by a grant alone is an account too, and goes with the last grant', async () => {
    const told = grant('zoe', 'lead', { system: 'grants-only' });
    await server.tell('grants', listOf('grant', 'grants-only', [told]));
    expect((await linksOn('grants-only')).map(({ isPresent }) => isPresent)).toEqual([true]);

    await server.tell('grants', listOf('grant', 'grants-only', []));
    expect(await linksOn('grants-only')).toEqual([]);
  });

  test('Daybook tells the links as facts: whole where the accounts are, and not where their list broke off', async () => {
    await server.tell('helpdesk', accounts(account('ada')), {
      ...listOf('account', 'desk', [onDesk({ email: 'ada@company.example' })]),
      isBroken: true,
    });
    await server.tellOwn();

    const { services, workspaceId } = server;
    const links = await services.database.withWorkspace(workspaceId, (tx) =>
      readItems(tx, { kind: 'account-link', scope: 'helpdesk', limit: 10 }),
    );
    expect(links.map(({ value }) => [value.belongsTo, value.reason, value.isGeneric])).toEqual([
      ['person', 'same-person', false],
    ]);
    const listed = await server.send('GET', '/populations', server.owner);
    const populations = listed.json<{ items: { kind: string; scope: string; isComplete: boolean }[] }>()
      .items;
    const whole = populations
      .filter(({ kind }) => kind === 'account-link')
      .map(({ scope, isComplete }) => [scope, isComplete]);
    expect(whole).toContainEqual(['helpdesk', true]);
    expect(whole).toContainEqual(['desk', false]);
  });

  test('whose accounts are is not whole while the list of people is not: whoever left since still stands on it', async () => {
    await server.tellFailure('hr');
    await server.tellOwn();

    const listed = await server.send('GET', '/populations', server.owner);
    const { items } = listed.json<{
      items: { kind: string; scope: string; isComplete: boolean; reasons: string[] }[];
    }>();
    const links = items.find(({ kind, scope }) => kind === 'account-link' && scope === 'helpdesk');
    expect(links?.isComplete).toBe(false);
    expect(links?.reasons.join()).toContain('the list of people is not whole');
  });

  test('who answers for an account and went from the whole list of people is not active, whatever was said once', async () => {
    await server.tell('hr', people(person('ada'), person('gil')));
    const { services, workspaceId, owner } = server;
    const found = await server.send('GET', '/subjects?search=gil', owner);
    const gil = found.json<{ items: { subject: string }[] }>().items[0]?.subject ?? '';
    const generic = (await linksOn('desk')).find(({ isGeneric }) => isGeneric);
    const word = {
      system: 'desk',
      holder: generic?.holder,
      belongsTo: 'unknown',
      custodian: gil,
      reason: 'the inbox',
    };
    expect((await server.send('POST', '/account-links/decide', owner, word)).statusCode).toBe(200);
    const custodianStands = async () => {
      const link = (await linksOn('desk')).find(({ isGeneric }) => isGeneric);
      return [link?.custodian, link?.isActive, link?.startsOn, link?.endsOn];
    };
    expect(await custodianStands()).toEqual([gil, 'unknown', '2025-01-06', null]);

    const [before] = await services.database
      .withWorkspace(workspaceId, (tx) => linksChangedSince(tx, 0, 1_000))
      .then((all) => all.slice(-1));
    await server.tell('hr', people(person('ada')));

    expect(await custodianStands()).toEqual([gil, false, '2025-01-06', null]);
    const after = await services.database.withWorkspace(workspaceId, (tx) =>
      linksChangedSince(tx, before?.revision ?? 0, 1_000),
    );
    expect(after.map(({ holder }) => holder)).toContain(generic?.holder);
  });
});
