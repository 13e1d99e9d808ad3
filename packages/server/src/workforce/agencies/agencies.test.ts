import { identity } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../access/testing/start-access.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, credential, grant, listOf } from '../testing/told-records.ts';
import { agencyState } from './agency-state.ts';
import type { Agency } from './read-agencies.ts';
import { touchLinksOf } from './touch-links.ts';

describe('an engagement', () => {
  const agency: Agency = {
    id: 'agy_1',
    name: 'Northwind',
    mailDomains: [],
    systems: [],
    engagementFrom: '2026-01-01',
    engagementUntil: '2026-06-30',
    contact: null,
    endedAt: null,
    note: '',
    position: 1,
  };

  test.each<[string, Partial<Agency>, string, number | null]>([
    ['2025-12-31', {}, 'not-begun', 181],
    ['2026-05-30', {}, 'running', 31],
    ['2026-05-31', {}, 'ending', 30],
    ['2026-06-30', {}, 'ending', 0],
    ['2026-07-01', {}, 'ended', -1],
    ['2026-02-01', { endedAt: '2026-01-20T00:00:00.000Z' }, 'ended', 149],
    ['2026-02-01', { engagementUntil: null }, 'running', null],
  ])('on %s with %o is %s', (today, change, state, daysLeft) => {
    expect(agencyState({ ...agency, ...change }, today)).toEqual({ state, daysLeft });
  });
});

describe('an agency', () => {
  let server: WorkforceServer;
  beforeAll(async () => {
    server = await startWorkforce();
    const holder = identity({ email: 'nia@northwind.example' });
    const partner = identity({ name: 'Northwind', system: 'meta' });
    const token = identity({ login: 'northwind-publisher', system: 'meta' });
    await server.tell(
      'meta',
      listOf('account', 'meta', [
        account('nia', { system: 'meta', holder }),
        account('p', { system: 'meta', holder: partner, accountKind: 'partner', organisation: 'Northwind' }),
        account('t', {
          system: 'meta',
          holder: token,
          accountKind: 'service',
          owner: holder,
          organisation: 'Northwind',
        }),
      ]),
      listOf('grant', 'meta', [grant('nia', 'page-editor', { system: 'meta', holder, path: 'direct' })]),
      listOf('credential', 'meta', [credential('tok_1', { system: 'meta', owner: holder })]),
    );
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  test('that is registered finds its accounts by mail domain and name, in three layers, and ends', async () => {
    const before = await server.send('GET', '/account-links?belongsTo=unknown', server.owner);
    expect(
      before
        .json<{ items: { reason: string }[] }>()
        .items.map(({ reason }) => reason)
        .toSorted(),
    ).toEqual(['no-match', 'partner-organisation']);

    const words = { name: 'Northwind', mailDomains: ['@Northwind.example'], engagementUntil: '2026-03-20' };
    const made = await server.send('POST', '/agencies', server.manager.cookie, words);

    expect(made.json()).toMatchObject({ mailDomains: ['northwind.example'], state: 'ending', daysLeft: 19 });
    const { id } = made.json<{ id: string }>();
    const detail = (await server.send('GET', `/agencies/${id}`, server.owner)).json<{
      accounts: number;
      access: { layer: string; what: string }[];
    }>();
    expect(detail.accounts).toBe(3);
    expect(detail.access.map(({ layer, what }) => `${layer} ${what}`).toSorted()).toEqual([
      'individual account',
      'individual grant',
      'partner account',
      'token account',
      'token credential',
    ]);

    const again = await server.send('POST', '/agencies', server.owner, words);
    expect(codeOf(again)).toBe('409 conflict');
    const longer = await server.send('PATCH', `/agencies/${id}`, server.owner, {
      engagementUntil: '2026-09-30',
    });
    expect(codeOf(longer)).toBe('400 bad-request');
    const renewed = await server.send('PATCH', `/agencies/${id}`, server.owner, {
      engagementUntil: '2026-09-30',
      reason: 'the campaign goes on, ask someone@northwind.example',
    });
    expect(renewed.json()).toMatchObject({ state: 'running', engagementUntil: '2026-09-30' });

    const ended = await server.send('POST', `/agencies/${id}/end`, server.owner, { reason: 'it is over' });
    expect(ended.json()).toMatchObject({ state: 'ended', accounts: 3, openLists: [] });
    await server.tellFailure('meta');
    const unseen = await server.send('GET', `/agencies/${id}`, server.owner);
    expect(unseen.json()).toMatchObject({ openLists: ['meta'] });
    expect(codeOf(await server.send('POST', `/agencies/${id}/end`, server.owner, { reason: 'x' }))).toBe(
      '409 already-decided',
    );
  });

  test('that changes has only those links decided again that it can touch', async () => {
    const onDesk = (login: string, change: object = {}) =>
      account(login, { system: 'desk', holder: identity({ email: login }), ...change });
    await server.tell(
      'desk',
      listOf('account', 'desk', [
        onDesk('one@sub.eastwind.example'),
        onDesk('two@eastwind.example'),
        onDesk('three@elsewhere.example', { organisation: ' EAST  wind' }),
        onDesk('four@elsewhere.example'),
        onDesk('five@company.example'),
      ]),
    );
    const { services, workspaceId } = server;
    const touched = (...states: { name: string; mailDomains: string[] }[]) =>
      services.database.withWorkspace(workspaceId, (tx) =>
        touchLinksOf(
          tx,
          states.map((state) => ({ id: 'agy_none', ...state })),
          services,
        ),
      );

    // The bot that somebody answers for is looked at with every agency: it may be the agency's of who answers.
    expect(await touched({ name: 'Nobody', mailDomains: ['nobody.example'] })).toBe(1);
    expect(await touched({ name: 'East Wind', mailDomains: ['eastwind.example'] })).toBe(4);
    expect(
      await touched(
        { name: 'Any', mailDomains: ['sub.eastwind.example'] },
        { name: 'East Wind', mailDomains: [] },
      ),
    ).toBe(3);
    await server.follow();
  });

  test('public mail providers are nobody’s domain, and an end before the beginning is refused', async () => {
    const free = { name: 'Free', mailDomains: ['gmail.com'] };
    expect(codeOf(await server.send('POST', '/agencies', server.owner, free))).toBe('400 bad-request');
    const turned = { name: 'Turned', engagementFrom: '2026-05-01', engagementUntil: '2026-04-01' };
    expect(codeOf(await server.send('POST', '/agencies', server.owner, turned))).toBe('400 bad-request');
  });

  test('a person’s word on an account survives the next reading, and can be taken back', async () => {
    const listed = await server.send('GET', '/account-links?system=meta', server.owner);
    const { items } = listed.json<{ items: { holder: { subject: string }; reason: string }[] }>();
    const holder = items.find(({ reason }) => reason === 'service-account')?.holder.subject ?? '';
    const word = {
      system: 'meta',
      holder,
      belongsTo: 'bot',
      custodian: server.manager.subject,
      reason: 'publishes',
    };

    const decided = await server.send('POST', '/account-links/decide', server.owner, word);
    expect(decided.json()).toMatchObject({ decidedBy: 'human', isRegistered: true, confidence: 'certain' });

    await server.tell('meta', listOf('account', 'meta', []));
    await server.tell(
      'meta',
      listOf('account', 'meta', [
        account('t', {
          system: 'meta',
          holder: identity({ login: 'northwind-publisher', system: 'meta' }),
          accountKind: 'human',
        }),
      ]),
    );
    const after = await server.send('GET', `/account-links?system=meta&holder=${holder}`, server.owner);
    expect(after.json<{ items: object[] }>().items[0]).toMatchObject({
      belongsTo: 'bot',
      decidedBy: 'human',
    });

    const back = { system: 'meta', holder, reason: 'it was somebody after all' };
    // Whoever answers for it neither passes it on nor takes it from themselves, and nobody takes it upon themselves.
    const own = server.manager.cookie;
    const away = { ...word, belongsTo: 'unknown', custodian: null };
    expect(codeOf(await server.send('POST', '/account-links/withdraw', own, back))).toBe('403 own-rights');
    expect(codeOf(await server.send('POST', '/account-links/decide', own, away))).toBe('403 own-rights');
    const withdrawn = await server.send('POST', '/account-links/withdraw', server.owner, back);
    expect(withdrawn.json()).toMatchObject({ belongsTo: 'unknown', decidedBy: 'rule' });
    expect(codeOf(await server.send('POST', '/account-links/decide', own, word))).toBe('403 own-rights');
    const unknown = { ...word, holder: 'sub_00000000-0000-4000-8000-00000000000f' };
    expect(codeOf(await server.send('POST', '/account-links/decide', server.owner, unknown))).toBe(
      '404 not-found',
    );
  });
});
