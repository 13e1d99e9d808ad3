import type { LeaveReport, LeaverDetail, LeaverRun, Removal } from '@daybook/client';
import { subject } from './fixtures.ts';

/** Leavers: one still open with everything that can go wrong, one proven gone, an agency nobody can see into, and what was reported. */

const leaver = 'sub_22222222-7f43-4c11-9a63-08f1c1f7a3d1';
const leftAt = '2026-11-18T17:00:00.000Z';

const run: LeaverRun = {
  id: 'lvr_1',
  subject: leaver,
  agency: null,
  name: 'Gil Example',
  toldBy: 'person',
  isInvoluntary: false,
  effectiveAt: leftAt,
  reason: null,
  openedAt: '2026-11-18T17:00:12.000Z',
  openedBy: 'sub_00000000-0000-4000-8000-000000000000',
  state: 'open',
  standing: 'open',
  closedAt: null,
  returnedAt: null,
  disputedAt: null,
  rescindAskedBy: null,
  rescindAskedAt: null,
  rescindedAt: null,
  rescindedBy: null,
  rescindReason: null,
  elapsedHours: 61.4,
  hoursLeast: null,
  hoursMost: null,
  counts: {
    items: 5,
    open: 3,
    late: 1,
    notObservable: 1,
    proven: 1,
    attested: 1,
    excepted: 0,
    usedAfter: 1,
  },
  unseen: ['shop'],
  byWord: ['x'],
  nextDueAt: '2026-11-22T17:00:00.000Z',
  position: 231,
};

const runs: LeaverRun[] = [
  run,
  {
    ...run,
    id: 'lvr_2',
    subject: null,
    agency: 'agy_2',
    name: 'Southwind Agency',
    toldBy: 'agency',
    standing: 'not-observable',
    counts: { ...run.counts, open: 4, items: 4, notObservable: 4, late: 0, proven: 0, attested: 0 },
    byWord: [],
  },
  {
    ...run,
    id: 'lvr_3',
    subject,
    name: 'Kim Example',
    state: 'closed',
    standing: 'proven',
    closedAt: '2026-11-12T04:00:00.000Z',
    hoursLeast: 2.5,
    hoursMost: 19,
    counts: { ...run.counts, items: 9, open: 0, late: 0, notObservable: 0, proven: 9, usedAfter: 0 },
    unseen: [],
    byWord: [],
    nextDueAt: null,
  },
];

export const leavers = { items: runs, nextCursor: null };

const removal: Removal = {
  id: 'rem_1',
  origin: 'lvr_1',
  cause: 'left',
  what: 'account',
  layer: 'individual',
  system: 'helpdesk',
  kind: 'account',
  scope: 'helpdesk',
  key: `helpdesk/${leaver}`,
  title: 'gil.example',
  effectiveAt: leftAt,
  dueAt: '2026-11-19T17:00:00.000Z',
  openedAt: '2026-11-18T17:00:12.000Z',
  state: 'gone',
  isToHandOver: false,
  isLate: false,
  lastSeenAt: '2026-11-18T16:00:00.000Z',
  firstAbsentAt: '2026-11-19T04:00:00.000Z',
  isObservable: true,
  isAttestedOnly: false,
  reasons: [],
  usedAfterAt: null,
  attestation: null,
  attestationAnew: null,
  exception: null,
  exceptionAnew: null,
  approvedAgainAt: null,
  returns: 0,
  positions: [231, 240],
};

const stillThere: Removal = {
  ...removal,
  id: 'rem_2',
  what: 'credential',
  layer: 'token',
  system: 'inbox',
  title: 'reply templates',
  state: 'open',
  isLate: true,
  lastSeenAt: '2026-11-21T04:00:00.000Z',
  firstAbsentAt: null,
  usedAfterAt: '2026-11-20T21:14:00.000Z',
  positions: [231],
};

export const leaverRun: LeaverDetail = {
  ...run,
  removals: [
    removal,
    stillThere,
    {
      ...stillThere,
      id: 'rem_3',
      what: 'account',
      layer: 'individual',
      system: 'shop',
      title: 'gil',
      isLate: false,
      isObservable: false,
      usedAfterAt: null,
      reasons: ['Page 4 of 9 was refused with 403: the token may not list accounts.'],
      dueAt: '2026-11-22T17:00:00.000Z',
      exception: {
        by: subject,
        at: '2026-11-20T10:00:00.000Z',
        secondBy: null,
        secondAt: null,
        until: '2026-12-01T17:00:00.000Z',
        words: 'The campaign ends on Friday',
      },
    },
    {
      ...stillThere,
      id: 'rem_4',
      what: 'secret',
      system: 'linkedin',
      title: 'company page',
      isLate: false,
      usedAfterAt: null,
      dueAt: '2026-11-22T17:00:00.000Z',
    },
    {
      ...stillThere,
      id: 'rem_5',
      what: 'account',
      system: 'x',
      title: 'delegate',
      state: 'attested',
      isAttestedOnly: true,
      isLate: false,
      usedAfterAt: null,
      attestation: {
        by: subject,
        at: '2026-11-19T10:00:00.000Z',
        secondBy: 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d2',
        secondAt: '2026-11-19T11:00:00.000Z',
        until: '2026-12-19T11:00:00.000Z',
        words: 'Looked at the delegates together',
      },
    },
  ],
  nextCursor: null,
};

const [, agencyRun, provenRun] = runs;

export const provenLeaver: LeaverDetail = {
  ...(provenRun ?? run),
  removals: [{ ...removal, origin: 'lvr_3' }],
  nextCursor: null,
};

/** Opened for an agency of which no list tells anything. */
export const unseenLeaver: LeaverDetail = {
  ...(agencyRun ?? run),
  disputedAt: '2026-11-20T08:00:00.000Z',
  rescindAskedBy: subject,
  rescindAskedAt: '2026-11-20T08:30:00.000Z',
  removals: [],
  nextCursor: null,
};

const report: LeaveReport = {
  id: 'lrp_1',
  way: 'form',
  subject: leaver,
  name: 'sam@agency.example',
  isKnown: false,
  sender: 'unproven',
  lastDay: '2026-11-30',
  words: 'I left the agency, please remove me.',
  receivedAt: '2026-11-21T08:12:00.000Z',
  state: 'waiting',
  run: null,
  decidedBy: null,
  decidedAt: null,
  candidates: [
    {
      subject: leaver,
      name: 'Gil Example',
      reasons: ['former', 'mail'],
      accounts: 3,
      systems: ['helpdesk', 'x'],
    },
  ],
  position: 250,
};

export const leaveReports: { items: LeaveReport[]; nextCursor: string | null } = {
  items: [
    report,
    {
      ...report,
      id: 'lrp_2',
      way: 'mail',
      sender: 'failed',
      name: null,
      candidates: [],
      words: null,
      lastDay: null,
    },
    {
      ...report,
      id: 'lrp_3',
      way: 'api',
      sender: 'vouched',
      state: 'confirmed',
      isKnown: true,
      run: 'lvr_1',
    },
    { ...report, id: 'lrp_4', state: 'dismissed' },
  ],
  nextCursor: null,
};

export const leaveForm = { isOpen: true, openedAt: '2026-11-01T08:00:00.000Z', openedBy: subject };
