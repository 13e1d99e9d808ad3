import { utf8 } from './bytes.ts';
import { canonicalize } from './canonical-json.ts';
import { assertEntrySize, type EntryDraft, isInstant, validateEntry } from './entry.ts';
import { LedgerFormatError } from './ledger-format-error.ts';

/** Any instant: all are written equally long. */
const someInstant = '2000-01-01T00:00:00.000Z';

/**
 * Does all work on an entry that needs no lock: shape, size and canonical form. What it returns only puts `recordedAt`
 * in its canonical place, and equals `entryText` of the whole entry byte for byte.
 */
export function prepareEntry(draft: EntryDraft): (recordedAt: string) => string {
  validateEntry({ ...draft, recordedAt: someInstant });
  const { refs, type, v, ...earlier } = draft;
  const before = `${canonicalize(earlier).slice(0, -1)},"recordedAt":"`;
  const after = `",${canonicalize({ refs, type, v }).slice(1)}`;
  assertEntrySize(utf8(before + someInstant + after).length);
  return (recordedAt) => {
    if (!isInstant(recordedAt)) throw new LedgerFormatError('bad-entry', '`recordedAt` is not an instant');
    return before + recordedAt + after;
  };
}
