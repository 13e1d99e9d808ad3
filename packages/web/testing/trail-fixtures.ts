import { subject } from './fixtures.ts';

/** The audit trail: each kind of entry, a person who was erased, and a payload that cannot be opened. */

const other = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d2';
const gone = 'sub_9f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d4';
const system = 'sub_00000000-0000-4000-8000-000000000000';

const kinds = ['sign-in', 'people', 'configuration', 'evidence', 'export', 'ledger'];

const me = { actor: subject, actorState: 'person', actorName: 'Grace Example' };
const them = { actor: other, actorState: 'person', actorName: 'Ada Example' };
const daybook = { actor: system, actorState: 'system', actorName: 'Daybook' };
const plain = { about: null, before: null, after: null, payload: 'present' };

const items = [
  {
    ...plain,
    ...me,
    position: 219,
    at: '2026-11-21T08:40:00.000Z',
    type: 'session.started@1',
    kind: 'sign-in',
    what: 'Someone signed in',
    after: [
      { name: 'method', value: 'passkey' },
      { name: 'hasSecondFactor', value: 'yes' },
    ],
  },
  {
    ...plain,
    ...me,
    position: 214,
    at: '2026-11-20T16:05:00.000Z',
    type: 'member.changed@1',
    kind: 'people',
    about: { subject: other, state: 'person', name: 'Ada Example' },
    what: 'A member got another role',
    before: [{ name: 'role', value: 'reader' }],
    after: [{ name: 'role', value: 'manager' }],
  },
  {
    ...plain,
    ...them,
    position: 213,
    at: '2026-11-20T15:59:00.000Z',
    type: 'sign-in-policy.changed@1',
    kind: 'configuration',
    what: 'How people sign in to this workspace was changed',
    before: [
      { name: 'enforceSso', value: 'no' },
      { name: 'sessionHours', value: '168' },
    ],
    after: [
      { name: 'enforceSso', value: 'yes' },
      { name: 'sessionHours', value: '24' },
    ],
  },
  {
    ...plain,
    ...them,
    position: 211,
    at: '2026-11-19T11:12:00.000Z',
    type: 'value.revealed@1',
    kind: 'export',
    about: { subject: gone, state: 'erased', name: null },
    what: 'A masked value was shown to someone, for a reason',
    payload: 'erased',
  },
  {
    ...plain,
    actor: gone,
    actorState: 'erased',
    actorName: null,
    position: 190,
    at: '2026-11-02T09:00:00.000Z',
    type: 'grant.ended@1',
    kind: 'people',
    what: 'A grant ended',
    before: [
      { name: 'role', value: 'administrator' },
      { name: 'until', value: '2026-11-02T09:00:00.000Z' },
    ],
  },
  {
    ...plain,
    ...daybook,
    position: 180,
    at: '2026-11-01T22:59:58.000Z',
    type: 'pull.completed@1',
    kind: 'evidence',
    what: 'A source was read to its end: account of daybook, N = 14',
  },
  {
    ...plain,
    ...daybook,
    position: 12,
    at: '2026-10-02T06:30:00.000Z',
    type: 'key.rotated@1',
    kind: 'ledger',
    what: 'The log got a new signing key',
    payload: 'unreadable',
  },
];

export const trail = { items, nextCursor: '12', kinds, searchedBackTo: null };
export const noTrail = { items: [], nextCursor: null, kinds, searchedBackTo: null };
export const pausedTrail = {
  ...noTrail,
  nextCursor: '100',
  searchedBackTo: { position: 100, recordedAt: '2026-03-01T10:00:00.000Z' },
};
export const keylessTrail = {
  ...noTrail,
  items: items.map((item) => ({
    ...item,
    actorState: item.actorState === 'system' ? 'system' : 'unreadable',
    actorName: item.actorState === 'system' ? 'Daybook' : null,
    about: item.about && { ...item.about, state: 'unreadable', name: null },
    before: null,
    after: null,
    payload: 'unreadable',
  })),
};
