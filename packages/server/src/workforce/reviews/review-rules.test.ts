import type { FactOf } from '@daybook/kit';
import { describe, expect, test } from 'vitest';
import type { Removal } from '../removals/removal.ts';
import { assignReviewer, nextReviewer } from './assign-reviewer.ts';
import { boundedSeconds } from './bounded-seconds.ts';
import { buildItems, digestOf, type Placed, type SystemSnapshot } from './build-items.ts';
import { dayIn, expectedPeriods, startOfDay } from './expected-periods.ts';
import type { KnownSystem } from './known-systems.ts';
import { currentPeriod } from './open-review.ts';
import { proofOf } from './removal-proof.ts';
import { type DecidedItem, reviewFacts } from './review-facts.ts';
import { type BeforeItem, changesOf, rightsOf, riskOf, risksOf } from './review-item.ts';
import { expectedReviews, unplanned } from './review-listing.ts';

const no = { administer: 'no', export: 'no', connect: 'no', publish: 'no' } as const;
const everything = { administer: 'unknown', export: 'unknown', connect: 'unknown', publish: 'unknown' };

describe('the rights of an account', () => {
  test('are the union of every way they are held', () => {
    const rights = rightsOf([{ rights: ['publish'] }, { rights: ['export'] }], true);

    expect(rights).toEqual({ ...no, export: 'yes', publish: 'yes' });
  });

  test('stay unknown where one way is not explained, or the list of grants is not whole', () => {
    expect(rightsOf([{ rights: 'unknown' }, { rights: ['export'] }], true)).toEqual({
      ...everything,
      export: 'yes',
    });
    expect(rightsOf([], false)).toEqual(everything);
    expect(rightsOf([], true)).toEqual(no);
  });
});

describe('what is looked at alone', () => {
  const account = { scope: 'crm', key: 'k', isEnabled: true };

  test('is what is dangerous, unexplained, nobody’s, or of somebody who left', () => {
    expect(risksOf({ rights: no, principalKind: 'person', account, hasLeft: false })).toEqual([]);
    expect(
      risksOf({ rights: { ...no, export: 'yes' }, principalKind: 'person', account, hasLeft: true }),
    ).toEqual(['left', 'export']);
    expect(
      risksOf({ rights: { ...no, publish: 'unknown' }, principalKind: 'unknown', account, hasLeft: false }),
    ).toEqual(['unknown-owner', 'rights-unknown']);
  });

  test('an account that is switched off can do nothing', () => {
    const off = { ...account, isEnabled: false };

    expect(
      risksOf({
        rights: { ...no, administer: 'yes' },
        principalKind: 'unknown',
        account: off,
        hasLeft: true,
      }),
    ).toEqual([]);
  });

  test('is what changed since the last closed review, and nothing where there was none', () => {
    const now = { roles: ['agent'], rights: { ...no, export: 'yes' as const }, principal: 'a' };
    const before: BeforeItem = { ...now, rights: no, decision: 'keep' };

    expect(changesOf(now, undefined, false)).toEqual([]);
    expect(changesOf(now, undefined, true)).toEqual(['new']);
    expect(changesOf(now, before, true)).toEqual(['more-rights']);
    expect(changesOf(now, { ...now, decision: 'remove' }, true)).toEqual(['removal-failed']);
    expect(changesOf(now, { ...now, roles: ['admin'], principal: 'b', decision: 'keep' }, true)).toEqual([
      'other-role',
      'other-owner',
    ]);
  });

  test('comes in the order of its danger', () => {
    const exporter = riskOf({ risks: ['export'], changes: [] });
    const administrator = riskOf({ risks: ['administer', 'export'], changes: [] });
    const nobodys = riskOf({ risks: ['unknown-owner'], changes: [] });
    const failed = riskOf({ risks: [], changes: ['removal-failed'] });

    expect([exporter, administrator, nobodys, failed]).toEqual([4, 12, 64, 96]);
  });
});

describe('a frozen list', () => {
  const ofPerson = { principalKind: 'person', hasLeft: false, custodian: null, isSaid: false } as const;
  const snapshot = (change: Partial<SystemSnapshot> = {}): SystemSnapshot => ({
    system: 'crm',
    accounts: [],
    grants: [],
    hasWholeGrants: true,
    ownerOf: (holder) => ({ principal: holder, person: holder, ...ofPerson }),
    membersAmong: (subjects) => subjects,
    firstSeenOf: () => null,
    beforeOf: () => undefined,
    wasReviewed: false,
    ...change,
  });
  const granted = (
    holder: string,
    role: string,
    rights: ('export' | 'publish')[],
  ): Placed<FactOf<'grant'>> => ({
    scope: 'crm',
    key: `crm/${holder}/${role}`,
    value: {
      ...{ system: 'crm', grant: `${holder}/${role}`, holder, role, rights, scope: [] },
      ...{ origin: 'unknown', from: 'unknown', until: null, requestedBy: 'unknown', approvedBy: 'unknown' },
      ...{ needsApproval: 'unknown', isInForce: true },
    },
  });

  test('counts peers with the same roles, and puts the risky first', () => {
    const items = buildItems(
      snapshot({
        grants: [granted('a', 'agent', []), granted('b', 'agent', []), granted('c', 'lead', ['export'])],
      }),
    );

    expect(items.map(({ holder, peers, inDetail }) => [holder, peers, inDetail])).toEqual([
      ['c', 0, true],
      ['a', 1, false],
      ['b', 1, false],
    ]);
  });

  test('keeps its digest whatever the order it came in, and not when a right changes', () => {
    const one = buildItems(
      snapshot({ grants: [granted('a', 'agent', []), granted('b', 'lead', ['export'])] }),
    );
    const same = buildItems(
      snapshot({ grants: [granted('b', 'lead', ['export']), granted('a', 'agent', [])] }),
    );
    const other = buildItems(
      snapshot({ grants: [granted('a', 'agent', ['export']), granted('b', 'lead', ['export'])] }),
    );

    expect(digestOf(same)).toBe(digestOf(one));
    expect(digestOf(other)).not.toBe(digestOf(one));
  });

  test('excludes from deciding who answers for a bot, and asks for a look where somebody said whose it is', () => {
    const ownerOf = (holder: string) =>
      ({
        ...ofPerson,
        principalKind: 'bot',
        principal: holder,
        person: null,
        custodian: 'c',
        isSaid: true,
      }) as const;
    const membersAmong = (subjects: readonly string[]) => [...subjects, 'member'];
    const [item] = buildItems(snapshot({ ownerOf, membersAmong, grants: [granted('b', 'agent', [])] }));

    expect(item).toMatchObject({ inDetail: true, excluded: ['b', 'c', 'member'] });
  });

  test('of nothing is empty', () => {
    expect(buildItems(snapshot())).toEqual([]);
  });
});

describe('the reviewer of an item', () => {
  const item = { person: 'p', rights: no, excluded: ['h', 'p'] };
  const named = { reviewer: 'r', deputy: 'd', administrators: new Set<string>() };

  test('is never whose it is, nor who answers for it', () => {
    expect(assignReviewer({ ...item, excluded: ['h', 'r'] }, named)).toBe('d');
    expect(assignReviewer({ ...item, excluded: ['h', 'r'] }, { ...named, deputy: null })).toBe(null);
  });

  test('is the manager where reviewers are managers', () => {
    expect(assignReviewer(item, { ...named, managerOf: () => 'm' })).toBe('m');
    expect(assignReviewer({ ...item, excluded: ['h', 'm'] }, { ...named, managerOf: () => 'm' })).toBe('r');
  });

  test('of what administrators may do is no administrator where there is another', () => {
    const administered = { ...item, rights: { ...no, administer: 'yes' as const } };

    expect(assignReviewer(administered, { ...named, administrators: new Set(['r']) })).toBe('d');
    expect(assignReviewer(administered, { ...named, administrators: new Set(['r', 'd']) })).toBe('r');
    expect(assignReviewer(item, { ...named, administrators: new Set(['r']) })).toBe('r');
  });

  test('who says it is not theirs hands it to somebody who did not', () => {
    expect(nextReviewer(item, ['r', 'd'], ['r'])).toBe('d');
    expect(nextReviewer(item, ['r', null], ['r'])).toBe(null);
    expect(nextReviewer({ ...item, excluded: ['h', 'd'] }, ['r', 'd'], ['r'])).toBe(null);
  });
});

describe('the time somebody says they looked', () => {
  test('is kept where the clock allows it', () => {
    expect(boundedSeconds([2_000, 3_000], 6_000)).toEqual([2, 3]);
  });

  test('shrinks to what really passed where more is claimed', () => {
    expect(boundedSeconds([60_000, 60_000], 12_000)).toEqual([6, 6]);
    expect(boundedSeconds([5_000], 0)).toEqual([0]);
  });

  test('is at most ten minutes an item, and nothing without a beginning', () => {
    expect(boundedSeconds([7_200_000], 10_000_000)).toEqual([600]);
    expect(boundedSeconds([5_000, 1_000], null)).toEqual([null, null]);
  });
});

describe('when a system is to be reviewed', () => {
  test('follows the calendar for the cadences people speak of', () => {
    expect(expectedPeriods(90, '2026-02-10', '2026-07-01')).toEqual([
      { name: '2026-Q1', from: '2026-01-01', until: '2026-04-01' },
      { name: '2026-Q2', from: '2026-04-01', until: '2026-07-01' },
      { name: '2026-Q3', from: '2026-07-01', until: '2026-10-01' },
    ]);
    expect(expectedPeriods(30, '2025-12-31', '2026-01-01').map(({ name }) => name)).toEqual([
      '2025-12',
      '2026-01',
    ]);
    expect(expectedPeriods(182, '2026-06-30', '2026-06-30').map(({ name }) => name)).toEqual(['2026-H1']);
    expect(expectedPeriods(365, '2026-06-30', '2026-06-30').map(({ name }) => name)).toEqual(['2026']);
  });

  test('counts other cadences from the day of registration', () => {
    expect(expectedPeriods(14, '2026-01-01', '2026-01-20')).toEqual([
      { name: '2026-01-01', from: '2026-01-01', until: '2026-01-15' },
      { name: '2026-01-15', from: '2026-01-15', until: '2026-01-29' },
    ]);
  });

  test('in the days of the workspace’s zone', () => {
    expect(dayIn('2026-03-31T22:30:00.000Z', 'Europe/Berlin')).toBe('2026-04-01');
    expect(startOfDay('2026-04-01', 'Europe/Berlin')).toBe('2026-03-31T22:00:00.000Z');
    expect(startOfDay('2026-01-01', 'America/New_York')).toBe('2026-01-01T05:00:00.000Z');
    expect(startOfDay('2026-01-01', 'UTC')).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('what can be said of a review', () => {
  const item = (change: Partial<DecidedItem> = {}): DecidedItem => ({
    ...{ holder: 'h', person: 'p', inDetail: true, risks: ['export'], decision: 'keep' },
    ...{ decidedBy: 'r', isGroup: false, seconds: 8 },
    ...change,
  });

  test('is its N, its median and its share of group decisions', () => {
    const facts = reviewFacts(
      [
        item({ seconds: 4 }),
        item({ seconds: 10, decision: 'remove' }),
        item({ isGroup: true, inDetail: false, risks: [], seconds: null }),
      ],
      [],
      0,
    );

    expect(facts).toMatchObject({ items: 3, kept: 2, removed: 1, decidedTogether: 1, medianSecondsRisky: 7 });
    expect(facts.shareTogether).toBeCloseTo(1 / 3);
    expect(facts.signals).toEqual([]);
  });

  test('names a stamp: keep all in under two seconds each', () => {
    const facts = reviewFacts(
      [item({ seconds: 1.2 }), item({ seconds: 1.6 }), item({ seconds: 0.4 })],
      [],
      0,
    );

    expect(facts.medianSecondsRisky).toBe(1.2);
    expect(facts.signals).toEqual(['fast-on-risky']);
  });

  test('names three reviews without a removal only where somebody left or moved', () => {
    const before = [{ removals: 0 }, { removals: 0 }];

    expect(reviewFacts([item()], before, 2).signals).toEqual(['never-removes']);
    expect(reviewFacts([item()], before, 0).signals).toEqual([]);
    expect(reviewFacts([item()], [{ removals: 0 }], 2).signals).toEqual([]);
    expect(reviewFacts([item({ decision: 'remove' })], before, 2).signals).toEqual([]);
  });

  test('names what nobody measured, and says nothing of an empty list', () => {
    expect(reviewFacts([item({ seconds: null })], [], 0).signals).toEqual(['unmeasured']);
    expect(reviewFacts([], [], 0)).toMatchObject({ items: 0, shareTogether: null, medianSecondsRisky: null });
  });
});

describe('a system’s reviews', () => {
  const quarterly = (system: string, since: string | null): KnownSystem => ({
    ...{ system, name: system, owner: null, means: 'live', since },
    cadenceDays: since === null ? null : 91,
  });
  const names = (since: string, now: string) =>
    expectedReviews([quarterly('crm', since)], now, 'UTC').map(({ name }) => name);

  test('ask for nothing in a quarter that was nearly over when it was registered', () => {
    expect(names('2025-12-30T09:00:00.000Z', '2026-01-01T09:00:00.000Z')).toEqual(['2026-Q1']);
    expect(names('2025-12-01T09:00:00.000Z', '2026-01-01T09:00:00.000Z')).toEqual(['2025-Q4', '2026-Q1']);
  });

  test('begin on the day of the workspace’s zone on which it was registered', () => {
    const fortnightly = { ...quarterly('crm', '2026-02-28T23:30:00.000Z'), cadenceDays: 14 };

    expect(currentPeriod(fortnightly, { today: '2026-03-02', zone: 'Europe/Berlin' })).toBe('2026-03-01');
  });

  test('are missing of each system nobody planned any of', () => {
    expect(unplanned([quarterly('crm', '2026-01-01T00:00:00.000Z'), quarterly('chat', null)])).toEqual([
      'nobody said how often the access to `chat` is reviewed',
    ]);
  });
});

describe('what a review takes away', () => {
  const dueAt = '2026-03-10T00:00:00.000Z';
  const [before, after, now] = [
    '2026-03-09T00:00:00.000Z',
    '2026-03-11T00:00:00.000Z',
    '2026-03-20T00:00:00.000Z',
  ];
  const proof = (change: Partial<Removal>) => {
    const nothing = { lastSeenAt: before, firstAbsentAt: null, confirmedAt: null, attestedUntil: null };
    const removal = { ...nothing, state: 'open', dueAt, exceptedAt: null, exceptedUntil: null, ...change };
    // What the rule reads of a removal.
    return proofOf(removal as Removal, now);
  };

  test('is proven by a list in time alone, and late only where a list surely still held it after its day', () => {
    expect(proof({ state: 'gone', firstAbsentAt: before })).toBe('proven');
    expect(proof({ state: 'gone', firstAbsentAt: after })).toBe('open');
    expect(proof({ state: 'gone', lastSeenAt: after, firstAbsentAt: now })).toBe('late');
    expect(proof({ lastSeenAt: after })).toBe('late');
    expect(proof({})).toBe('open');
  });

  test('is not proven by leave to let it stay, however it was given', () => {
    const until = '2026-04-01T00:00:00.000Z';

    expect(proof({ state: 'excepted', lastSeenAt: after, exceptedAt: before, exceptedUntil: until })).toBe(
      'open',
    );
    expect(proof({ state: 'excepted', lastSeenAt: after, exceptedAt: after, exceptedUntil: until })).toBe(
      'late',
    );
    expect(proof({ state: 'approved-again', lastSeenAt: after })).toBe('open');
  });

  test('counts the word of two people given in time, as long as it holds', () => {
    const word = {
      state: 'attested',
      confirmedAt: before,
      attestedUntil: '2026-04-01T00:00:00.000Z',
    } as const;

    expect(proof(word)).toBe('proven');
    expect(proof({ ...word, attestedUntil: after })).toBe('open');
    expect(proof({ ...word, confirmedAt: after })).toBe('open');
  });
});
