import { describe, expect, test } from 'vitest';
import type { Absence } from '../../facts/index.ts';
import { judgeRemoval } from './judge-removal.ts';
import { noRenewal } from './open-removals.ts';
import type { StoredRemoval } from './removals.store.ts';
import { settle } from './settle.ts';

const person = 'sub_00000000-0000-4000-8000-00000000000a';
const other = 'sub_00000000-0000-4000-8000-00000000000b';
const effectiveAt = '2026-03-01T00:00:00.000Z';

const asked = {
  what: 'account' as const,
  kind: 'account' as const,
  layer: 'individual' as const,
  subject: person,
  effectiveAt,
  usedAfterAt: null,
  lastSeenAt: null,
  holders: [person],
  system: 'helpdesk',
};

const there: Absence = {
  lastSeenAt: '2026-03-01T10:00:00.000Z',
  firstAbsentAt: null,
  isThere: true,
  isObservable: true,
  reasons: [],
  current: {
    value: { system: 'helpdesk', holder: person, owner: null, isEnabled: true, lastSeenAt: null },
    isErased: false,
    toldWholeAt: '2026-03-01T10:00:00.000Z',
    toldBeforeAt: '2026-03-01T04:00:00.000Z',
  },
  positions: [7],
  connections: ['con_1'],
};

const gone: Absence = {
  ...there,
  isThere: false,
  firstAbsentAt: '2026-03-01T12:00:00.000Z',
  current: null,
  positions: [9],
};

const withValue = (value: object, toldWholeAt: string | null = '2026-03-01T10:00:00.000Z'): Absence => ({
  ...there,
  current: { value, isErased: false, toldWholeAt, toldBeforeAt: '2026-03-01T04:00:00.000Z' },
});

describe('what the lists say of one thing that has to go', () => {
  test.each([
    ['open', 'still theirs', {}],
    ['open', 'nobody answers', { custodian: null }],
    ['open', 'who answers has left', { custodian: other, isActive: false }],
    [
      'open',
      'the last day of who answers was over',
      { custodian: other, endsAt: '2026-03-01T10:00:00.000Z' },
    ],
    ['open', 'no list knows who answers', { custodian: other, isActive: 'unknown', startsOn: null }],
    ['open', 'it is an agency’s', { custodian: other, belongsTo: 'agency', agency: 'agy_1', isActive: true }],
    ['handed-over', 'somebody here answers', { custodian: other, isActive: true, startsOn: null }],
    ['handed-over', 'somebody on a list answers', { custodian: other }],
    ['handed-over', 'it is one person’s', { custodian: null, belongsTo: 'person', person: other }],
  ])('an account that goes on without them is %s where %s', (state, _where, change) => {
    const days = { isActive: 'unknown', startsOn: '2025-01-06', endsOn: null, endsAt: null };
    const link = { belongsTo: 'bot', agency: null, person: null, custodian: person, ...days, ...change };
    const kept = { ...asked, kind: 'account-link' as const, layer: 'token' as const };

    expect(settle(kept, withValue(link), false)).toMatchObject({ state });
    // Only a whole list that says so settles it.
    expect(settle(kept, withValue(link, null), false)).toMatchObject({ state: 'open' });
  });

  test('is gone by a complete list without it, between the two lists', () => {
    expect(settle(asked, gone, false)).toMatchObject({
      state: 'gone',
      lastSeenAt: '2026-03-01T10:00:00.000Z',
      firstAbsentAt: '2026-03-01T12:00:00.000Z',
    });
  });

  test('is open where its source says nothing of it any more, but no complete list lacks it', () => {
    const silent = {
      ...there,
      isThere: false,
      isObservable: false,
      current: null,
      reasons: ['it answered 404'],
    };

    expect(settle(asked, silent, false)).toMatchObject({
      state: 'open',
      firstAbsentAt: null,
      isObservable: false,
      reasons: ['it answered 404'],
    });
  });

  test('a disabled account counts once a complete list says so, and unknown is not disabled', () => {
    expect(settle(asked, withValue({ holder: person, isEnabled: false }), false)).toMatchObject({
      state: 'disabled',
      lastSeenAt: '2026-03-01T04:00:00.000Z',
      firstAbsentAt: '2026-03-01T10:00:00.000Z',
    });
    expect(settle(asked, withValue({ holder: person, isEnabled: false }, null), false).state).toBe('open');
    expect(settle(asked, withValue({ holder: person, isEnabled: 'unknown' }), false).state).toBe('open');
  });

  test('used after the end is kept, also once it is gone', () => {
    const used = withValue({ holder: person, isEnabled: true, lastSeenAt: '2026-03-01T09:00:00.000Z' });
    const { usedAfterAt } = settle(asked, used, false);

    expect(usedAfterAt).toBe('2026-03-01T09:00:00.000Z');
    expect(settle({ ...asked, usedAfterAt }, gone, false).usedAfterAt).toBe(usedAfterAt);
    const before = withValue({ holder: person, isEnabled: true, lastSeenAt: '2026-02-28T09:00:00.000Z' });
    expect(settle(asked, before, false).usedAfterAt).toBeNull();
  });

  test('a token or service account that runs on was not used by who left', () => {
    const bot = { ...asked, layer: 'token' as const };
    const ran = withValue({ owner: person, isEnabled: true, lastSeenAt: '2026-03-01T09:00:00.000Z' });
    const key = withValue({ owner: person, isActive: true, lastUsedAt: '2026-03-01T09:00:00.000Z' });

    expect(settle(bot, ran, false)).toMatchObject({ state: 'open', usedAfterAt: null });
    expect(settle({ ...bot, what: 'credential', kind: 'credential' }, key, false).usedAfterAt).toBeNull();
  });

  test('a grant that is not in force is shut only once its account is shut too, since the later of both', () => {
    const granted = { ...asked, what: 'grant' as const, kind: 'grant' as const };
    const idle = withValue({ holder: person, isInForce: false });
    const account = { lastOpenAt: '2026-03-01T08:00:00.000Z', shutAt: '2026-03-01T11:00:00.000Z' };

    expect(settle(granted, idle, false).state).toBe('open');
    expect(settle(granted, withValue({ holder: person, isInForce: 'unknown' }), false, account).state).toBe(
      'open',
    );
    expect(settle(granted, withValue({ holder: person, isInForce: false }, null), false, account).state).toBe(
      'open',
    );
    expect(settle(granted, idle, false, account)).toMatchObject({
      state: 'disabled',
      lastSeenAt: '2026-03-01T08:00:00.000Z',
      firstAbsentAt: '2026-03-01T11:00:00.000Z',
    });
  });

  test('a list of what people attested never proves anything gone', () => {
    expect(settle(asked, gone, true)).toMatchObject({
      state: 'open',
      firstAbsentAt: null,
      isObservable: false,
      isAttestedOnly: true,
    });
  });

  test('a token that somebody else owns now is handed over; one nobody owns is open', () => {
    const token = { ...asked, what: 'credential' as const, kind: 'credential' as const };

    expect(settle(token, withValue({ owner: other, isActive: true }), false).state).toBe('handed-over');
    expect(settle(token, withValue({ owner: null, isActive: true }), false).state).toBe('open');
    expect(settle(token, withValue({ owner: person, isActive: false }), false).state).toBe('disabled');
  });

  test('a secret closes by being changed after they left, not before', () => {
    const secret = { ...asked, what: 'secret' as const, kind: 'shared-secret' as const };

    expect(settle(secret, withValue({ rotatedAt: '2026-03-01T08:00:00.000Z' }), false).state).toBe('rotated');
    expect(settle(secret, withValue({ rotatedAt: '2026-02-01T08:00:00.000Z' }), false).state).toBe('open');
    expect(settle(secret, withValue({ rotatedAt: 'unknown' }), false).state).toBe('open');
  });
});

const removal: StoredRemoval = {
  ...asked,
  ...{ id: 'rmv_1', origin: 'lvr_1', cause: 'left', agency: null, scope: 'helpdesk' },
  ...{ key: 'helpdesk/x', dueAt: '2026-03-02T00:00:00.000Z', openedAt: effectiveAt, state: 'open' },
  ...{ firstAbsentAt: null, isObservable: true, isAttestedOnly: false, reasons: [], attestedBy: null },
  ...{ attestedAt: null, confirmedBy: null, confirmedAt: null, attestedUntil: null, attestation: null },
  ...{
    exceptedBy: null,
    exceptedAt: null,
    exceptionApprovedBy: null,
    exceptedUntil: null,
    exceptionReason: null,
  },
  ...noRenewal,
  ...{ renamedAt: null, kept: null },
  ...{ approvedAgainAt: null, withdrawnAt: null, returns: 0, positions: [1] },
};

describe('a removal over time', () => {
  const now = '2026-03-03T00:00:00.000Z';
  const judge = (one: StoredRemoval, absence: Absence | null, at = now) =>
    judgeRemoval(one, absence, { isAttestedList: false, now: at });

  test('closes, keeps its interval, and is open again when it came back', () => {
    const closed = judge(removal, gone);
    const again = judge(closed.after, there);

    expect([closed.event, closed.after.state, closed.after.positions]).toEqual(['closed', 'gone', [1, 9]]);
    expect(judge(closed.after, { ...gone, isObservable: false }).after).toEqual(closed.after);
    expect([again.event, again.after.state, again.after.returns]).toEqual(['came-back', 'open', 1]);
    expect(again.after.firstAbsentAt).toBeNull();
  });

  test('what two people said ends with its time, and never becomes gone', () => {
    const attested: StoredRemoval = {
      ...removal,
      ...{ state: 'attested', isAttestedOnly: true, attestedBy: 'a', confirmedBy: 'b' },
      ...{ attestedAt: effectiveAt, confirmedAt: effectiveAt, attestedUntil: '2026-03-20T00:00:00.000Z' },
    };

    expect(judge(attested, null).after.state).toBe('attested');
    const expired = judge(attested, null, '2026-03-20T00:00:00.000Z');
    expect([expired.event, expired.after.state]).toEqual(['attestation-expired', 'open']);
    expect(expired.after.confirmedBy).toBeNull();
  });

  test('a whole list that still holds it beats what two people said', () => {
    const attested: StoredRemoval = {
      ...removal,
      ...{ state: 'attested', attestedBy: 'a', confirmedBy: 'b', attestedAt: effectiveAt },
      ...{ confirmedAt: '2026-03-01T05:00:00.000Z', attestedUntil: '2026-03-20T00:00:00.000Z' },
    };

    expect(judge(attested, there).event).toBe('still-listed');
    expect(judge(attested, { ...there, isObservable: false }).event).toBeNull();
    expect(judge(attested, gone).after.state).toBe('gone');
  });
});
