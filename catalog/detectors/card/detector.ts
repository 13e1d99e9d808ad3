import { defineDetector, type Span } from '@daybook/redaction';
import { isIssued } from './issuers.ts';

/** Payment card numbers: 12 to 19 digits of a known issuer whose check digit is right. */
export const detector = defineDetector({
  id: 'card',
  title: 'Payment card numbers',
  kind: 'card',
  find: findCards,
});

const digitsMin = 12;
const digitsMax = 19;

type Group = Span & { readonly digits: string };

/** Digits in groups with one space or one hyphen between them; the longest valid number from each group on. */
function* findCards(text: string): Generator<Span> {
  for (const run of text.matchAll(/(?<![\w.-])\d+(?:[ \u00a0-]\d+)*(?!\w|-\w|\.\d)/g)) {
    const groups = groupsOf(run[0], run.index);
    for (let first = 0; first < groups.length; ) {
      const count = cardLength(groups.slice(first, first + digitsMax));
      const [start, last] = [groups[first], groups[first + count - 1]];
      if (start !== undefined && last !== undefined && count > 0) yield { start: start.start, end: last.end };
      first += Math.max(count, 1);
    }
  }
}

/** How many groups from the first on make up the longest card number; 0 when none does. */
function cardLength(groups: readonly Group[]): number {
  let digits = '';
  let found = 0;
  for (const [i, group] of groups.entries()) {
    digits += group.digits;
    if (digits.length > digitsMax) break;
    if (digits.length >= digitsMin && isIssued(digits) && hasCheckDigit(digits)) found = i + 1;
    if (group.digits.length < 3) break;
  }
  return found;
}

function groupsOf(run: string, offset: number): Group[] {
  return Array.from(run.matchAll(/\d+/g), ({ index, 0: digits }) => ({
    start: offset + index,
    end: offset + index + digits.length,
    digits,
  }));
}

/** Luhn (ISO/IEC 7812-1, annex B). */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.charAt(digits.length - 1 - i));
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
