import { subject } from './fixtures.ts';

const other = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1';

const exported = {
  what: 'items',
  format: 'csv',
  query: { kind: 'account', scope: 'crm.example' },
  reason: 'Quarterly review of the accounts of the shop',
  withNames: true,
  hasNames: true,
  requestedBy: subject,
  requestedAt: '2026-11-21T06:00:00.000Z',
  rows: 1_204,
  bytes: 220_000,
  digest: 'c4'.repeat(32),
  until: '2026-11-22T06:00:00.000Z',
  downloads: 0,
  decidedBy: null,
  decidedAt: null,
};

/** Every state an export can be in. */
export const exports = {
  items: [
    { ...exported, id: 'exp_5', state: 'waiting', requestedBy: other, position: 231 },
    { ...exported, id: 'exp_4', state: 'waiting', position: 230 },
    {
      ...exported,
      id: 'exp_3',
      state: 'ready',
      what: 'members',
      query: {},
      hasNames: false,
      downloads: 2,
      position: 229,
    },
    { ...exported, id: 'exp_2', state: 'declined', decidedBy: other, position: 228 },
    { ...exported, id: 'exp_1', state: 'expired', downloads: 1, position: 227 },
    { ...exported, id: 'exp_0', state: 'withdrawn', position: 226 },
  ],
  nextCursor: null,
  lists: ['findings', 'grants', 'items', 'ledger', 'members', 'permissions'],
  rowsAlone: 500,
};

export const noExports = { ...exports, items: [] };

const reveal = {
  reader: subject,
  subject: other,
  entry: null,
  field: 'name',
  reason: 'Matching the sample of March to the list of leavers',
  requestedAt: '2026-11-21T06:00:00.000Z',
  until: '2026-11-21T06:15:00.000Z',
  decidedBy: null,
  decidedAt: null,
};

export const reveals = {
  items: [
    { ...reveal, id: 'rev_4', state: 'waiting', reader: other, until: null, position: 231 },
    { ...reveal, id: 'rev_3', state: 'shown', position: 230 },
    { ...reveal, id: 'rev_2', state: 'declined', until: null, decidedBy: other, position: 229 },
    { ...reveal, id: 'rev_1', state: 'over', subject: null, entry: 18, field: 'text', position: 228 },
  ],
  nextCursor: null,
};
