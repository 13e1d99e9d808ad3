import type { RecordOf } from '@daybook/kit';
import { CellError, parseInstant, parseSwitch } from './parse-cell.ts';
import {
  type CellOf,
  holderOf,
  peopleScope,
  type RowReading,
  systemOfRow,
  termOrNull,
} from './record-of-row.ts';

/** A phone or computer as a row of an asset list tells it. Throws `CellError` for a row without its name or number. */
export function deviceOfRow(cell: CellOf, reading: RowReading): RecordOf<'device'> {
  const device = termOrNull(cell('device'));
  if (device === null) throw new CellError('`device` is empty');
  const isHeld = ['email', 'login', 'name', 'givenName', 'familyName'] as const;
  const holders = isHeld.some((field) => cell(field) !== '') ? [holderOf(cell, peopleScope)] : [];
  return {
    system: systemOfRow(cell, reading),
    device,
    model: termOrNull(cell('model')),
    holders,
    isShared: parseSwitch(cell('isShared')),
    isCompanyOwned: ownedOf(cell('isCompanyOwned')),
    isActive: parseSwitch(cell('isActive')),
    lastSeenAt: parseInstant(cell('lastSeenAt'), reading.settings.dateOrder, 'lastSeenAt'),
    signedInTo: 'unknown',
  };
}

function ownedOf(text: string): boolean | 'unknown' {
  const word = text.toLowerCase();
  if (/^(company|corporate|corp|firma|unternehmen)\b/.test(word)) return true;
  return /^(personal|private|byod|privat)\b/.test(word) ? false : parseSwitch(text);
}
