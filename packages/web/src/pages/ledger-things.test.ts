import type { Erasure } from '@daybook/client';
import { expect, it } from 'vitest';
import { en } from './en.ts';
import { type LedgerKnown, ledgerThings } from './ledger-things.ts';

const fine: LedgerKnown = {
  standing: { state: 'open', fork: null, guardedAt: '2026-11-21T04:00:00.000Z', sentence: null },
  anchors: { rung: 3, sentence: '', newestAt: '2026-11-21T04:00:00.000Z', isOverdue: false, targets: [] },
  erasures: [],
  me: 'sub_me',
  mayDecide: true,
};

const erasure: Erasure = {
  id: 'era_1',
  state: 'requested',
  subject: 'sub_x',
  subjectName: null,
  positions: 3,
  legalBasis: 'gdpr-art-17-1-b',
  reason: 'Consent withdrawn',
  requestedBy: 'sub_other',
  requestedAt: '2026-11-20T10:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  hold: null,
  entries: [],
};

const idsOf = (known: Partial<LedgerKnown>) =>
  ledgerThings({ ...fine, ...known }, en.ledger).map(({ id }) => id);

it('says nothing when the log is open, anchored and nobody waits', () => {
  expect(idsOf({})).toEqual([]);
});

it('puts a fork before everything else', () => {
  const anchors = { ...fine.anchors, newestAt: null } as NonNullable<LedgerKnown['anchors']>; // the other fields stay

  expect(
    idsOf({ standing: { state: 'forked', fork: null, guardedAt: null, sentence: null }, anchors }),
  ).toEqual(['ledger/fork', 'ledger/anchor']);
});

it('names a target that fails even while another one anchors in time', () => {
  const target = {
    id: 'ant_1',
    kind: 'witness',
    name: 'Auditor',
    address: 'https://witness.example',
    verifierKey: null,
    state: 'failing',
    lastAt: null,
    problem: 'it answered 409',
  } as const;
  const anchors = { rung: 1, sentence: '', newestAt: '2026-11-21T04:00:00.000Z', isOverdue: false } as const;

  expect(idsOf({ anchors: { ...anchors, targets: [target] } })).toEqual(['anchor/ant_1']);
});

it('asks for a decision only whoever may decide and did not ask', () => {
  expect(idsOf({ erasures: [erasure] })).toEqual(['ledger/erasures']);
  expect(idsOf({ erasures: [{ ...erasure, requestedBy: 'sub_me' }] })).toEqual([]);
  expect(idsOf({ erasures: [erasure], mayDecide: false })).toEqual([]);
});
