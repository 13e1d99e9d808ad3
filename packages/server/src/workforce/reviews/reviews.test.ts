import { identity } from '@daybook/kit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../access/testing/start-access.ts';
import { readItems } from '../../facts/index.ts';
import { searchEntries } from '../../ledger/index.ts';
import { linkMember, subjectNamed } from '../testing/link-member.ts';
import { type Member, startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, accounts, grant, grants, listOf, people, person } from '../testing/told-records.ts';

let server: WorkforceServer;
/** The owner of the workspace, by pseudonym. */
let ownerSubject: string;
let second: Member;
beforeAll(async () => {
  server = await startWorkforce();
  second = await server.addMember('sam', 'manager');
  const members = await server.send('GET', '/members', server.owner);
  ownerSubject =
    members.json<{ items: { role: string; subject: string }[] }>().items.find(({ role }) => role === 'owner')
      ?.subject ?? '';
  await server.tell('hr', people(person('ada'), person('ben'), person('cleo'), person('mona')));
  await tellHelpdesk();
});
afterAll(() => server[Symbol.asyncDispose]());

type Item = {
  item: number;
  system: string;
  name: string;
  risks: string[];
  changes: string[];
  inDetail: boolean;
  reviewer: string | null;
  decision: string | null;
  grants: { ref: number; role: string }[];
};

async function tellHelpdesk(...without: readonly string[]): Promise<void> {
  const logins = ['ada', 'ben', 'cleo', 'mona'].filter((login) => !without.includes(login));
  const held = logins.map((login) => {
    if (login === 'ada') return grant('ada', 'admin', { rights: ['administer', 'export'] });
    if (login === 'mona') return grant('mona', 'lead', { rights: ['export'] });
    return grant(login, 'agent');
  });
  await server.tell('helpdesk', accounts(...logins.map((login) => account(login))), grants(...held));
}

async function open(systems: readonly object[], more: object = {}): Promise<{ id: string; code: string }> {
  const dueAt = new Date(Date.parse(server.clock.now()) + 14 * 86_400_000).toISOString();
  const body = { name: 'Quarterly review', dueAt, systems, ...more };
  const answer = await server.send('POST', '/access-reviews', server.owner, body);
  return { id: answer.json<{ id?: string }>().id ?? '', code: codeOf(answer) };
}

async function itemsOf(review: string, query = ''): Promise<Item[]> {
  const answer = await server.send('GET', `/access-reviews/${review}/items?limit=200${query}`, server.owner);
  return answer.json<{ items: Item[] }>().items;
}

function decide(review: string, cookie: string, ...decisions: readonly object[]) {
  const shown = decisions.map((decision) => ({ shownMs: 5_000, ...decision }));
  return server.send('POST', `/access-reviews/${review}/decisions`, cookie, { decisions: shown });
}

describe('a review of access', () => {
  let review: string;

  test('freezes the list, risky first, and never gives an item to whose it is', async () => {
    const made = await open(
      [{ system: 'helpdesk', reviewer: server.manager.subject, deputy: second.subject }],
      {
        period: '2026-Q1',
      },
    );
    review = made.id;

    const items = await itemsOf(review);
    expect(made.code).toBe('200 ok');
    expect(items.map(({ risks, inDetail }) => [risks, inDetail])).toEqual([
      [['administer', 'export'], true],
      [['export'], true],
      [[], false],
      [[], false],
    ]);
    // Mona's own item goes to her deputy.
    expect(items.map(({ reviewer }) => reviewer)).toEqual([
      server.manager.subject,
      second.subject,
      server.manager.subject,
      server.manager.subject,
    ]);
    const read = await server.send('GET', `/access-reviews/${review}`, server.owner);
    expect(read.json()).toMatchObject({ items: 4, decided: 0, systems: [{ isWhole: true, items: 4 }] });
  });

  test('of the same period is opened once', async () => {
    const again = await open([{ system: 'helpdesk', reviewer: ownerSubject }], { period: '2026-Q1' });

    expect(again.code).toBe('409 conflict');
  });

  test('refuses somebody else’s item, a risky keep without its reason, and a service', async () => {
    const { cookie } = server.manager;

    expect(codeOf(await decide(review, cookie, { item: 2, decision: 'keep', reason: 'needed' }))).toBe(
      '403 own-rights',
    );
    expect(codeOf(await decide(review, server.owner, { item: 1, decision: 'remove' }))).toBe('403 forbidden');
    expect(codeOf(await decide(review, cookie, { item: 1, decision: 'keep' }))).toBe('400 bad-request');
    expect(codeOf(await decide(review, cookie, { item: 99, decision: 'keep' }))).toBe('400 bad-request');
  });

  test('the database refuses a decision about one’s own access, whoever writes it', async () => {
    const { services, workspaceId } = server;
    const write = services.database.withWorkspace(workspaceId, (tx) =>
      sql`update access_review_item set reviewer = holder, decision = 'keep', decided_by = holder, decided_at = now()
        where review_id = ${review} and item = 2`.execute(tx.db),
    );

    await expect(write).rejects.toThrow(/somebody_else|conflict/);
  });

  test('does not believe more time than passed since somebody began to look', async () => {
    const { cookie } = server.manager;
    await server.send('POST', `/access-reviews/${review}/start`, cookie, {});
    server.clock.forward(8_000);

    const answer = await decide(review, cookie, {
      item: 1,
      decision: 'keep',
      reason: 'Runs the helpdesk; ada@company.example asked',
      shownMs: 3_600_000,
    });

    expect(answer.json<{ items: { seconds: number }[] }>().items[0]?.seconds).toBe(8);
    const [first] = await itemsOf(review);
    expect(first).toMatchObject({ decision: 'keep' });
    expect(JSON.stringify(first)).not.toContain('ada@company.example asked');
  });

  test('attests the rest together only when nothing risky is open, and only the number that was shown', async () => {
    const { cookie } = server.manager;
    await decide(review, cookie, { item: 1, decision: 'undo' });
    const attest = (count: number) =>
      server.send('POST', `/access-reviews/${review}/attest`, cookie, { count });

    expect(codeOf(await attest(2))).toBe('400 bad-request');
    await decide(review, cookie, { item: 1, decision: 'keep', reason: 'Runs the helpdesk' });
    expect(codeOf(await attest(3))).toBe('409 conflict');
    expect((await attest(2)).json()).toEqual({ kept: 2 });
  });

  test('closes only when everything is decided, and its result is an entry of the log', async () => {
    const close = () => server.send('POST', `/access-reviews/${review}/close`, server.owner, {});

    expect(codeOf(await close())).toBe('400 bad-request');
    await server.send('POST', `/access-reviews/${review}/start`, second.cookie, {});
    server.clock.forward(4_000);
    await decide(review, second.cookie, { item: 2, decision: 'remove', shownMs: 4_000 });
    const closed = await close();

    expect(closed.json()).toMatchObject({
      state: 'closed',
      result: { items: 4, removed: 1, decidedTogether: 2, ownDecisions: 0, reviewers: 2 },
    });
    const { services, workspaceId } = server;
    const { found } = await services.database.withWorkspace(workspaceId, (tx) =>
      searchEntries(tx, { types: ['access-review.closed'], limit: 5 }),
    );
    expect(found).toHaveLength(1);
    expect(codeOf(await decide(review, second.cookie, { item: 2, decision: 'undo' }))).toBe(
      '409 already-decided',
    );
  });

  test('a removal still there at the next reading is late after its day, and proven once it is gone', async () => {
    const proof = async () =>
      (await server.send('GET', `/access-reviews/${review}`, server.owner)).json<{ proof: object }>().proof;
    expect(await proof()).toMatchObject({ removals: 2, proven: 0, late: 0 });

    server.clock.forward(2 * 86_400_000);
    await tellHelpdesk();
    expect(await proof()).toMatchObject({ removals: 2, proven: 0, late: 2 });

    await tellHelpdesk('mona');
    expect(await proof()).toMatchObject({ removals: 2, proven: 2, open: 0 });
  });

  test('shows at the next review what came back although it was to be removed', async () => {
    await tellHelpdesk();
    const next = await open([{ system: 'helpdesk', reviewer: ownerSubject }], { period: '2026-Q2' });

    const [first] = await itemsOf(next.id);
    expect(first?.changes).toContain('removal-failed');
    const withdrawn = await server.send('POST', `/access-reviews/${next.id}/withdraw`, server.owner, {});
    expect(withdrawn.json()).toMatchObject({ state: 'withdrawn' });
  });

  test('is told as a fact of Daybook: what came back is proven no more', async () => {
    await server.tellOwn();

    const { services, workspaceId } = server;
    const told = await services.database.withWorkspace(workspaceId, (tx) =>
      readItems(tx, { kind: 'access-review', limit: 10 }),
    );
    expect(told.map(({ key, value }) => [key, value])).toEqual([
      [
        'helpdesk/2026-Q1',
        expect.objectContaining({
          isWhole: true,
          items: 4,
          decided: 4,
          ownDecisions: 0,
          removals: 2,
          removalsProven: 0,
          removalsLate: 2,
        }),
      ],
    ]);
  });
});

describe('a list that cannot be trusted', () => {
  const frozen = async (system: string) => {
    const made = await open([{ system, reviewer: ownerSubject }], { period: `only-${system}` });
    const read = await server.send('GET', `/access-reviews/${made.id}`, server.owner);
    return read.json<{ systems: { isWhole: boolean; reasons: string[]; items: number; source: string }[] }>()
      .systems[0];
  };
  const other = (system: string, login: string) =>
    account(login, { system, holder: identity({ login: `${login}-${system}` }) });

  test('that was never read is frozen as not whole, with nothing in it', async () => {
    expect(await frozen('nowhere')).toMatchObject({ isWhole: false, items: 0, source: 'unknown' });
  });

  test('that broke off is frozen as not whole, with its reason', async () => {
    await server.tell('chat', listOf('account', 'chat', [other('chat', 'x')]));
    await server.tell('chat', listOf('account', 'chat', [other('chat', 'x')], { isBroken: true }));

    expect(await frozen('chat')).toMatchObject({ isWhole: false, reasons: ['the source stopped answering'] });
  });

  test('whose source is off is frozen as it was last known, not whole', async () => {
    await server.tell('wiki', listOf('account', 'wiki', [other('wiki', 'x'), other('wiki', 'y')]));
    await server.tellFailure('wiki');

    expect(await frozen('wiki')).toMatchObject({ isWhole: false, items: 2 });
  });

  test('that was read too long ago is not whole', async () => {
    await server.tell('crm', listOf('account', 'crm', [other('crm', 'x')], { maxGapHours: 1 }));
    server.clock.forward(2 * 3_600_000);

    expect(await frozen('crm')).toMatchObject({ isWhole: false, items: 1 });
  });

  test('that is empty and complete is whole, with N = 0', async () => {
    await server.tell('forum', listOf('account', 'forum', []));

    expect(await frozen('forum')).toMatchObject({ isWhole: true, items: 0 });
  });

  test('whose grants nobody explains is looked at alone, every item of it', async () => {
    await server.tell('mail', listOf('account', 'mail', [other('mail', 'x')]));
    const made = await open([{ system: 'mail', reviewer: ownerSubject }], { period: 'unexplained' });

    const items = await itemsOf(made.id);
    expect(items.map(({ inDetail, risks }) => [inDetail, risks.includes('rights-unknown')])).toEqual([
      [true, true],
    ]);
  });
});

describe('who goes by another name in Daybook, or answers for an account', () => {
  let kim: Member;
  let review: string;
  const itemOf = async (name: string) =>
    (await itemsOf(review)).find((one) => one.name.startsWith(name)) ?? {
      item: 0,
      reviewer: 'none',
      inDetail: false,
    };
  const login = (name: string) => identity({ login: name, system: 'bots' });
  beforeAll(async () => {
    kim = await server.addMember('kim', 'manager');
    await server.tell('hr', people(person('ada'), person('ben'), person('max')));
    const named = ['ada', 'ben', 'max'].map((name) => account(name, { system: 'bots' }));
    const owned = { owner: identity({ email: 'max@company.example' }), accountKind: 'service' as const };
    const bots = ['deploy', 'sweeper'].map((name) => account(name, { system: 'bots', holder: login(name) }));
    await server.tell(
      'bots',
      listOf('account', 'bots', [
        ...named,
        ...bots,
        account('o', { system: 'bots', holder: login('owned'), ...owned }),
      ]),
      listOf('grant', 'bots', []),
    );
    await linkMember(server, kim.subject, await subjectNamed(server, 'max'));
    const word = { system: 'bots', belongsTo: 'bot', custodian: kim.subject, reason: 'it deploys' };
    const holder = await subjectNamed(server, 'deploy');
    await server.send('POST', '/account-links/decide', server.owner, { ...word, holder });
    const asked = { system: 'bots', reviewer: kim.subject, deputy: second.subject };
    review = (await open([asked], { period: 'own-names' })).id;
  });

  test('gets neither their own item nor that of a bot they keep or own; somebody’s word is looked at alone', async () => {
    const reviewers = await Promise.all(
      ['ada', 'max', 'deploy', 'owned', 'sweeper'].map(async (name) => (await itemOf(name)).reviewer),
    );

    const deputy = second.subject;
    expect(reviewers).toEqual([kim.subject, deputy, deputy, deputy, kim.subject]);
    expect((await itemOf('deploy')).inDetail).toBe(true);
  });

  test('is given none of them afterwards, and the database refuses it whoever writes it', async () => {
    const { services, workspaceId } = server;
    const given = { from: second.subject, to: kim.subject };
    const moved = await server.send('POST', `/access-reviews/${review}/assign`, server.owner, given);
    const { item } = await itemOf('deploy');
    const write = services.database.withWorkspace(workspaceId, (tx) =>
      sql`update access_review_item set reviewer = ${kim.subject} where review_id = ${review} and item = ${item}`.execute(
        tx.db,
      ),
    );

    expect(moved.json()).toEqual({ moved: 0, left: 3 });
    await expect(write).rejects.toThrow(/somebody_else|conflict/);
  });

  test('does not decide about whom they turned out to be after the list was frozen', async () => {
    await linkMember(server, second.subject, await subjectNamed(server, 'ben'));
    const given = { from: kim.subject, to: second.subject };
    const moved = await server.send('POST', `/access-reviews/${review}/assign`, server.owner, given);
    const { item } = await itemOf('ben');

    expect(moved.json()).toEqual({ moved: 2, left: 1 });
    await server.services.database.withWorkspace(server.workspaceId, (tx) =>
      sql`update access_review_item set reviewer = ${second.subject} where review_id = ${review} and item = ${item}`.execute(
        tx.db,
      ),
    );
    expect(codeOf(await decide(review, second.cookie, { item, decision: 'keep', reason: 'x' }))).toBe(
      '403 own-rights',
    );
  });
});

describe('a change that a review decided', () => {
  test('is proven by a list in which no more is left than may stay, and by nothing else', async () => {
    const tell = (rights: ('administer' | 'export')[] | 'unknown', isBroken = false) =>
      server.tell(
        'board',
        listOf('account', 'board', [account('cleo', { system: 'board' })], { isBroken }),
        listOf('grant', 'board', [grant('cleo', 'role', { system: 'board', rights })], { isBroken }),
      );
    await tell(['administer', 'export']);
    const made = await open([{ system: 'board', reviewer: server.manager.subject }], { period: '2026-Q1' });
    const change = (more: object) =>
      decide(made.id, server.manager.cookie, {
        item: 1,
        decision: 'change',
        reason: 'Reads reports',
        ...more,
      });

    expect(codeOf(await change({}))).toBe('400 bad-request');
    expect(codeOf(await change({ kept: ['administer', 'export'] }))).toBe('400 bad-request');
    expect(codeOf(await change({ kept: ['export'] }))).toBe('200 ok');
    expect((await itemsOf(made.id))[0]).toMatchObject({ decision: 'change', removed: [], kept: ['export'] });
    await server.send('POST', `/access-reviews/${made.id}/close`, server.owner, {});
    const proof = async () =>
      (await server.send('GET', `/access-reviews/${made.id}`, server.owner)).json<{ proof: object }>().proof;

    for (const rights of [['administer'], 'unknown'] as const) {
      server.clock.forward(60_000);
      await tell(rights === 'unknown' ? rights : [...rights]);
      expect(await proof()).toMatchObject({ removals: 1, proven: 0, open: 1 });
    }
    server.clock.forward(60_000);
    await tell(['export'], true);
    await server.tellFailure('board');
    expect(await proof()).toMatchObject({ proven: 0, open: 1 });
    await tell(['export']);
    expect(await proof()).toMatchObject({ proven: 1, open: 0 });
    await tell(['administer', 'export']);
    expect(await proof()).toMatchObject({ proven: 0, open: 1 });
  });
});
