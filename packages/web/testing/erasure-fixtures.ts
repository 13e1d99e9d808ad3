import type { Erasure, ErasureDetail, Hold, StorageNotes, Subject } from '@daybook/client';
import { scope, subject } from './fixtures.ts';

/** Requests to erase, holds that stop them, and people one could mean. */

const other = subject.replace('5f', '7f');

const asked: Erasure = {
  id: 'era_1',
  state: 'requested',
  subject: subject.replace('5f', '8f'),
  subjectName: 'Grace Example',
  positions: 12,
  legalBasis: 'gdpr-art-17-1-b',
  reason: 'Consent was withdrawn by letter.',
  requestedBy: other,
  requestedAt: '2026-11-20T10:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  hold: null,
  entries: [230],
};

export const erasures: { items: Erasure[]; nextCursor: null } = {
  items: [
    asked,
    { ...asked, id: 'era_2', subject: null, subjectName: null, positions: 1, requestedBy: subject },
    { ...asked, id: 'era_3', state: 'held', hold: 'hld_1' },
    {
      ...asked,
      id: 'era_4',
      state: 'approved',
      subjectName: null,
      legalBasis: 'retention-end',
      decidedBy: subject,
      decidedAt: '2026-11-19T10:00:00.000Z',
      entries: [210, 211],
    },
    { ...asked, id: 'era_5', state: 'declined', decidedBy: subject, decidedAt: '2026-11-19T10:00:00.000Z' },
  ],
  nextCursor: null,
};

export const storageNotes: StorageNotes = {
  keys: 'file',
  sentences: [
    'An erased key is gone from that file at once; no copy of it is in a backup of the data.',
    'The small archive of keys that goes with each backup should be kept for 30 days at most: a restore from it brings erased keys back.',
  ],
};

const affects: ErasureDetail['affects'] = {
  payloads: 12,
  items: 3,
  controls: [{ id: 'account-ownership', title: 'Every account belongs to a known, active person', items: 2 }],
};

export const erasureDetails: readonly ErasureDetail[] = erasures.items.map((one) => ({
  ...one,
  affects,
  notes: storageNotes.sentences,
}));

export const erasurePreview = { affects, notes: storageNotes.sentences, hold: 'hld_1' };

export const holds: { items: Hold[]; nextCursor: null } = {
  items: [
    {
      id: 'hld_1',
      scope: { kind: 'population', population: 'account', scope },
      reason: 'A dispute about access in spring.',
      placedBy: other,
      placedAt: '2026-11-10T10:00:00.000Z',
      liftedBy: null,
      liftedAt: null,
      state: 'in-force',
    },
    {
      id: 'hld_2',
      scope: { kind: 'subject', subject: other },
      reason: 'Asked for by the regulator.',
      placedBy: subject,
      placedAt: '2026-11-09T10:00:00.000Z',
      liftedBy: null,
      liftedAt: null,
      state: 'in-force',
    },
    {
      id: 'hld_3',
      scope: { kind: 'all' },
      reason: 'The yearly audit.',
      placedBy: subject,
      placedAt: '2026-03-01T10:00:00.000Z',
      liftedBy: other,
      liftedAt: '2026-04-01T10:00:00.000Z',
      state: 'lifted',
    },
  ],
  nextCursor: null,
};

export const subjects: { items: Subject[] } = {
  items: [
    { subject: other, name: 'Grace Example', email: 'grace@example.test', login: 'grace' },
    { subject, name: null, email: null, login: 'g-service' },
  ],
};
