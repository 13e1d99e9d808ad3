import type { IdentityValues } from '@daybook/kit';
import { type Detector, redactText } from '@daybook/redaction';
import type { JsonValue } from '../ledger/index.ts';
import type { Redacted } from '../redaction/index.ts';

/** All identities of a record, in the order of their fields. */
export function identitiesOf(value: unknown): IdentityValues[] {
  const found: IdentityValues[] = [];
  collect(value, found);
  return found;
}

function collect(value: unknown, found: IdentityValues[]): void {
  if (typeof value !== 'object' || value === null) return;
  if ('$identity' in value) {
    // The record was parsed by its schema, which gives `$identity` this shape.
    found.push(value.$identity as IdentityValues);
    return;
  }
  for (const field of Object.values(value)) collect(field, found);
}

/** Whether a record names somebody by a pseudonym. Only Daybook itself knows those; from elsewhere it would be a guess. */
export function namesSubjects(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return '$subject' in value || Object.values(value).some(namesSubjects);
}

/**
 * Swaps every identity for its pseudonym, gives a grant without an id of its own one with its holder's, and masks every free text; typed fields (ids, instants, counts, role names) go
 * through as they are. With `redaction`'s own engine the only place that may call a value from outside `Redacted`.
 */
export function tokenise(
  value: unknown,
  subjectOf: (identity: IdentityValues) => string,
  detectors: readonly Detector[],
): Redacted<JsonValue> {
  // The walk keeps JSON's shapes; the mark is what this function is for.
  return walk(value, subjectOf, detectors) as Redacted<JsonValue>;
}

function walk(
  value: unknown,
  subjectOf: (identity: IdentityValues) => string,
  detectors: readonly Detector[],
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => walk(item, subjectOf, detectors));
  if ('$identity' in value) return subjectOf(value.$identity as IdentityValues); // shape given by the record's schema
  if ('$subject' in value) return value.$subject;
  if ('$text' in value) return redactText(cleanText(String(value.$text)), detectors).text;
  return ownGrantId(
    Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, walk(field, subjectOf, detectors)]),
    ),
  );
}

/** A grant that its source gives no id is told by its role and the pseudonym of its holder. */
function ownGrantId(walked: Record<string, unknown>): Record<string, unknown> {
  const { grant, holder } = walked;
  if (typeof grant !== 'object' || grant === null || !('$ofHolder' in grant)) return walked;
  return { ...walked, grant: `${grant.$ofHolder}/${holder}` };
}

/** The ledger's profile has no U+0000 and no lone surrogates. */
function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{fffd}');
}
