import type { Entry } from '@daybook/ledger';
import { expect, test } from 'vitest';
import { summariseEntry } from './summarise-entry.ts';

const entry: Entry = {
  actor: { id: 'sub_1', kind: 'user' },
  id: 'ent_1',
  observedAt: '2026-03-01T12:00:00.000Z',
  occurredAt: null,
  recordedAt: '2026-03-01T12:00:00.000Z',
  refs: [],
  type: 'record.observed@1',
  v: 1,
};

test.each([
  [
    { kind: 'change', scope: 'git.example/o/r', value: { title: 'Fix the door' } },
    'record.observed@1',
    'A record was seen at its source: Fix the door (change of git.example/o/r)',
  ],
  [
    { kind: 'account', scope: 'desk', key: 'k' },
    'record.gone@1',
    'A complete list no longer held a record: account of desk',
  ],
  [
    { populations: [{ kind: 'account', scope: 'desk', items: 3, complete: false }] },
    'pull.completed@1',
    'A source was read to its end: account of desk, N = 3, not whole',
  ],
  [
    { message: 'the desk answered 401' },
    'pull.failed@1',
    'A source could not be read: the desk answered 401',
  ],
  [null, 'member.added@1', 'A member was added'],
  [{}, 'future.thing@2', 'future.thing@2'],
])('says in plain words what %j means', (payload, type, sentence) => {
  expect(summariseEntry({ ...entry, type }, payload)).toBe(sentence);
});
