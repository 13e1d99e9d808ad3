import type { DueReview, Review, ReviewDetail, ReviewItem } from '../src/pages/access-reviews/use-reviews.ts';
import { subject } from './fixtures.ts';

/** Reviews of access: one at the desk with a system that was not read whole, one closed with what stands out. */

const other = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d2';

const open: Review = {
  id: 'arv_1',
  name: 'Fourth quarter',
  period: '2026-Q4',
  assignedBy: 'system',
  dueAt: '2026-11-30T17:00:00.000Z',
  isLate: false,
  openedAt: '2026-11-20T08:00:00.000Z',
  openedBy: other,
  state: 'open',
  closedAt: null,
  closedBy: null,
  position: 240,
  closedPosition: null,
  result: null,
  items: 84,
  decided: 20,
  together: 0,
  removals: 1,
  withoutReviewer: 2,
  mine: 64,
  mineDecided: 20,
  mineAlone: 4,
  mineRest: 40,
};

const closed: Review = {
  ...open,
  id: 'arv_2',
  name: 'Third quarter',
  period: '2026-Q3',
  state: 'closed',
  isLate: true,
  closedAt: '2026-10-04T08:00:00.000Z',
  closedBy: subject,
  closedPosition: 190,
  decided: 84,
  mine: 0,
  mineDecided: 0,
  mineAlone: 0,
  mineRest: 0,
  withoutReviewer: 0,
  result: {
    items: 84,
    kept: 79,
    changed: 2,
    removed: 3,
    decidedAlone: 9,
    decidedTogether: 75,
    shareTogether: 0.893,
    ownDecisions: 1,
    riskyMeasured: 8,
    riskyUnmeasured: 1,
    medianSecondsRisky: 1.6,
    reviewers: 2,
    threeWithoutRemoval: false,
    leaversMeanwhile: 1,
    signals: ['fast-on-risky', 'mostly-together', 'own-items', 'unmeasured'],
  },
};

export const accessReviews = {
  items: [
    open,
    { ...open, id: 'arv_3', name: 'Channels', isLate: true },
    closed,
    { ...closed, id: 'arv_4', state: 'withdrawn' as const, result: null },
  ],
  nextCursor: null,
};

const due: DueReview = {
  system: 'helpdesk',
  name: 'Helpdesk',
  owner: subject,
  source: 'live',
  isWhole: true,
  reasons: [],
  accounts: 42,
  cadenceDays: 92,
  period: '2026-Q4',
  dueAt: '2026-12-31T23:00:00.000Z',
  review: null,
  state: 'due',
  missed: ['2026-Q2'],
};

export const dueReviews = {
  items: [
    due,
    { ...due, system: 'inbox', name: 'Shared inbox', isWhole: false, reasons: ['Page 4 of 9 was refused.'] },
    { ...due, system: 'x', name: 'X', source: 'attested', state: 'none', cadenceDays: null, dueAt: null },
    { ...due, system: 'shop', name: 'Shop', state: 'open', review: 'arv_1', missed: [] },
  ] satisfies DueReview[],
};

const system: ReviewDetail['systems'][number] = {
  system: 'helpdesk',
  period: '2026-Q4',
  reviewer: subject,
  deputy: other,
  readAt: '2026-11-20T04:00:00.000Z',
  source: 'live',
  isWhole: true,
  reasons: [],
  items: 42,
  decided: 20,
  removals: 1,
  ownDecisions: 0,
  digest: '7d'.repeat(32),
  factsPosition: 239,
};
const proof: ReviewDetail['proof'] = { removals: 1, proven: 0, attested: 0, excepted: 0, open: 1, late: 0 };

export const openReview: ReviewDetail = {
  ...open,
  systems: [
    system,
    {
      ...system,
      system: 'inbox',
      isWhole: false,
      reasons: ['Page 4 of 9 was refused with 403: the token may not list accounts.'],
      deputy: null,
    },
  ],
  proof,
};

export const closedReview: ReviewDetail = {
  ...closed,
  systems: [{ ...system, decided: 42 }],
  proof: { removals: 3, proven: 1, attested: 1, excepted: 0, open: 1, late: 1 },
};

const item: ReviewItem = {
  item: 1,
  system: 'helpdesk',
  holder: other,
  name: 'Kim Example',
  principalKind: 'person',
  roles: ['admin'],
  rights: { administer: 'yes', export: 'yes', connect: 'yes', publish: 'yes' },
  grants: [
    {
      ref: 1,
      role: 'admin',
      rights: ['administer', 'export', 'connect', 'publish'],
      path: 'direct',
      via: null,
      isEverywhere: true,
    },
    { ref: 2, role: 'agent', rights: [], path: 'group', via: 'Support', isEverywhere: false },
  ],
  isEnabled: true,
  lastSeenAt: '2026-11-19T09:00:00.000Z',
  firstSeenAt: '2026-10-02T04:00:00.000Z',
  changes: ['new', 'more-rights'],
  risks: ['administer', 'export'],
  peers: 2,
  inDetail: true,
  needsReason: true,
  reviewer: subject,
  decision: null,
  reason: null,
  removed: [],
  kept: null,
  decidedBy: null,
  decidedAt: null,
  isGroup: false,
};

const unsure = { administer: 'unknown', export: 'unknown', connect: 'unknown', publish: 'unknown' } as const;
const harmless = { administer: 'no', export: 'no', connect: 'no', publish: 'no' } as const;
const decided = { decidedBy: subject, decidedAt: '2026-11-20T09:00:00.000Z' };

export const reviewItems = {
  items: [
    item,
    {
      ...item,
      item: 2,
      system: 'inbox',
      name: 'social-admin',
      principalKind: 'unknown',
      rights: unsure,
      grants: [],
      isEnabled: 'unknown',
      lastSeenAt: null,
      changes: [],
      risks: ['rights-unknown', 'unknown-owner'],
    },
    { ...item, item: 3, name: 'Gil Example', risks: ['left'], changes: [], decision: 'remove', ...decided },
    { ...item, item: 4, name: 'Lou Example', decision: 'keep', reason: 'Runs the desk', ...decided },
    {
      ...item,
      item: 5,
      name: 'Pat Example',
      roles: ['agent'],
      rights: harmless,
      risks: [],
      changes: [],
      inDetail: false,
      needsReason: false,
    },
  ] satisfies ReviewItem[],
  nextCursor: null,
};
