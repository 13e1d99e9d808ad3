import { expect, test } from 'vitest';
import { LedgerFormatError } from './ledger-format-error.ts';

test('a refusal names its kind, its code and its words', () => {
  const error = new LedgerFormatError('bad-note', 'note has no signatures');

  expect(String(error)).toBe('LedgerFormatError: note has no signatures');
  expect(error.code).toBe('bad-note');
});
