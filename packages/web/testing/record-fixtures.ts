import type { EntryDetail, ItemDetail, LedgerItem, LedgerState, Member, Package } from '@daybook/client';
import { scope, subject } from './fixtures.ts';
import { framework } from './judgement-fixtures.ts';
import { signedEntry } from './signed-entry.ts';

/** Items, entries, members and packages of the same workspace. */

const change = {
  sha: 'ab'.repeat(20),
  title: 'Change number 1 of the store',
  committedAt: '2026-11-20T16:21:00.000Z',
  author: 'Ada Example',
  signature: 'unknown',
  pullRequests: [12],
  trailers: { reviewedBy: [], reviewedOn: [] },
};

export const items = {
  items: Array.from({ length: 300 }, (_, index) => ({
    kind: 'change',
    scope,
    key: index.toString(16).padStart(40, '0'),
    title: `Change number ${index + 1} of the store`,
    value: change,
    position: 2 + index,
    occurredAt: '2026-11-20T16:21:00.000Z',
    observedAt: '2026-11-21T04:00:00.000Z',
    isErased: index === 3,
  })),
  nextCursor: null,
  total: 300,
  asKnown: null,
  note: null,
};

export const item: ItemDetail = {
  kind: 'change',
  scope,
  key: change.sha,
  title: change.title,
  isGone: false,
  isErased: false,
  value: change,
  position: 7,
  asKnown: null,
  note: null,
  history: [
    {
      connection: 'con_1',
      position: 7,
      supersededPosition: null,
      isGone: false,
      isErased: false,
      value: change,
      observedAt: '2026-11-21T04:00:00.000Z',
    },
    {
      connection: 'con_1',
      position: 3,
      supersededPosition: 7,
      isGone: false,
      isErased: false,
      value: { ...change, signature: 'none' },
      observedAt: '2026-11-20T04:00:00.000Z',
    },
  ],
};

const signed = signedEntry({ index: 5, size: 9, actor: subject });

export const entry: EntryDetail = signed.detail;

/** The log itself; how it stands is in `ledger-fixtures.ts`. */
export const ledger: Pick<LedgerState, 'log' | 'checkpoint'> = {
  log: {
    id: 'log_1',
    origin: signed.detail.log.origin,
    size: 9,
    root: signed.detail.proof.root,
    firstPosition: 0,
    verifierKey: signed.detail.log.verifierKey,
    lastRecordedAt: '2026-11-21T04:00:01.000Z',
  },
  checkpoint: {
    size: 9,
    root: signed.detail.proof.root,
    note: signed.detail.proof.checkpoint,
    signedAt: '2026-11-21T04:00:02.000Z',
  },
};

export const entries: { items: LedgerItem[]; nextCursor: null } = {
  items: Array.from({ length: 9 }, (_, index) => ({
    position: 8 - index,
    index: 8 - index,
    id: `ent_${8 - index}`,
    type: 'record.observed@1',
    recordedAt: '2026-11-21T04:00:01.000Z',
    observedAt: '2026-11-21T04:00:00.000Z',
    occurredAt: index % 2 === 0 ? null : '2026-11-20T16:21:00.000Z',
    actor: { id: subject, kind: 'system' },
    refs: ['con_1'],
    summary: 'A record was seen at its source',
  })),
  nextCursor: null,
};

export const members: { items: Member[]; nextCursor: null } = {
  items: [
    {
      subject,
      role: 'owner',
      name: 'Ada Example',
      email: 'ada@example.test',
      addedAt: '2026-11-01T08:00:00.000Z',
      position: 3,
    },
    {
      subject: subject.replace('5f', '6f'),
      role: 'service',
      name: null,
      email: null,
      addedAt: '2026-11-01T08:00:00.000Z',
      position: 4,
    },
    {
      subject: 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d2',
      role: 'owner',
      name: 'Grace Example',
      email: 'grace@example.test',
      addedAt: '2026-11-02T08:00:00.000Z',
      position: 6,
    },
    {
      subject: 'sub_8f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d3',
      role: 'employee',
      name: 'Edith Example',
      email: 'edith@example.test',
      addedAt: '2026-11-03T08:00:00.000Z',
      position: 8,
    },
  ],
  nextCursor: null,
};

export const packages: { items: Package[]; nextCursor: null } = {
  items: [
    {
      id: 'pkg_1',
      framework: framework.id,
      from: '2026-01-01',
      to: '2026-11-22',
      createdAt: '2026-11-21T05:00:00.000Z',
      entries: 224,
      digest: 'e7'.repeat(32),
      bytes: 1_234_567,
      hasNames: true,
      checkpointSize: 224,
      position: 224,
    },
  ],
  nextCursor: null,
};
