import { expect, test } from 'vitest';
import { en } from './en.ts';
import { type SignInKnown, signInThings } from './sign-in-things.ts';

const use = {
  id: 'bgu_1',
  account: 'bga_1',
  signInName: 'bg-abcdefghjk',
  reason: 'the provider is down',
  usedAt: '2026-03-01T12:00:00.000Z',
  reviewDueAt: '2026-03-02T12:00:00.000Z',
  state: 'to-review',
  mayReview: true,
  sealedBy: 'sub_1',
  reviewedBy: null,
  reviewedAt: null,
  reviewNote: null,
  position: 7,
} as const;
const policy = { enforceSso: true, provider: 'idp_1', requireSecondFactor: true, sessionHours: 24 };
const answer = { policy, waiting: null, readiness: { tried: [], sealedAccounts: 1 } };
const known: SignInKnown = { uses: [], policy: answer, providers: [], me: 'sub_1', mayApprove: true };

test('a use nobody reviewed is on the list until somebody did, and fails when it is overdue', () => {
  const things = signInThings(
    { ...known, uses: [use, { ...use, id: 'bgu_2', state: 'overdue' }] },
    en.signIn,
  );

  expect(things.map(({ state, position }) => [state, position])).toEqual([
    ['pending', 7],
    ['failing', 7],
  ]);
  expect(signInThings({ ...known, uses: [{ ...use, state: 'reviewed' }] }, en.signIn)).toEqual([]);
});

test('enforced single sign-on without a sealed account fails', () => {
  const readiness = { tried: [], sealedAccounts: 0 };

  expect(signInThings({ ...known, policy: { ...answer, readiness } }, en.signIn)).toMatchObject([
    { state: 'failing' },
  ]);
});

test('what somebody else asked for waits for an owner, never for who asked', () => {
  const waiting = {
    id: 'spc_1',
    before: policy,
    after: { ...policy, sessionHours: 168 },
    weaker: ['session-hours'],
    reason: 'a reason',
    state: 'waiting' as const,
    requestedBy: 'sub_2',
    requestedAt: '2026-03-01T12:00:00.000Z',
    approvedBy: null,
    position: 9,
  };

  expect(signInThings({ ...known, policy: { ...answer, waiting } }, en.signIn)).toMatchObject([
    { state: 'pending', position: 9 },
  ]);
  const mine = { ...waiting, requestedBy: 'sub_1' };
  expect(signInThings({ ...known, policy: { ...answer, waiting: mine } }, en.signIn)).toEqual([]);
});
