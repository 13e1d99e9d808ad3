import { type PopulationRef, type RecordOf, SourceError } from '@daybook/kit';
import { accountOfCredentialRow, isCredentialReport } from './aws-credential-report.ts';
import type { TableSettings } from './connector.ts';
import { guessMapping, mapFields } from './guess-mapping.ts';
import { headersOf, sampleOf } from './open-rows.ts';
import { accountOfRow, type CellOf, peopleScope, personOfRow } from './record-of-row.ts';
import { systemOfFile } from './system-of-file.ts';
import type { TableKind, TableMapping } from './table-fields.ts';
import type { TableRow } from './table-row.ts';

type Cells = ReadonlyMap<string, string>;
export type PlacedRecord = { readonly population: PopulationRef; readonly record: RecordOf<TableKind> };

export type ReadingPlan = {
  readonly kind: TableKind;
  /** Throws `CellError` where the row cannot be read. */
  read(cells: Cells): PlacedRecord;
};

const headersNamedMax = 30;

/** How rows become records, from the mapping given or the headers found. Throws `SourceError` for a missing column. */
export function planReading(settings: TableSettings, first: readonly TableRow[]): ReadingPlan {
  const headers = headersOf(first);
  if (settings.mapping === undefined && isCredentialReport(headers)) {
    return {
      kind: 'account',
      read: (cells) => placedAccount(accountOfCredentialRow((header) => cells.get(header) ?? '')),
    };
  }
  const sample = sampleOf(first, headers);
  const guess = guessMapping(headers, sample);
  const kind = settings.kind ?? guess.kind;
  const guessed = kind === guess.kind ? guess.mapping : mapFields(kind, headers, sample);
  // What was said by hand overrules the guess, field by field.
  const mapping: TableMapping = { ...guessed, ...settings.mapping };
  requireMapped(mapping, headers);
  requireColumns(kind, mapping, settings, headers);
  const reading = {
    mapping,
    settings: { ...settings, system: settings.system ?? systemOfFile(settings.path) },
  };
  const cellOf =
    (cells: Cells): CellOf =>
    (field) =>
      cells.get(mapping[field] ?? '') ?? '';
  if (kind === 'account')
    return { kind, read: (cells) => placedAccount(accountOfRow(cellOf(cells), reading)) };
  const population: PopulationRef = { kind: 'person', scope: peopleScope };
  return { kind, read: (cells) => ({ population, record: personOfRow(cellOf(cells), reading) }) };
}

function placedAccount(record: RecordOf<'account'>): PlacedRecord {
  return { population: { kind: 'account', scope: record.system }, record };
}

function requireMapped(mapping: TableMapping, headers: readonly string[]): void {
  for (const header of Object.values(mapping)) {
    if (header !== undefined && !headers.includes(header))
      throw missing(`the column \`${named(header)}\``, headers);
  }
}

/** Without a mapping by hand a name alone is not enough: it does not tell two people apart. */
function requireColumns(
  kind: TableKind,
  mapping: TableMapping,
  settings: TableSettings,
  headers: readonly string[],
): void {
  const byName = settings.mapping === undefined ? undefined : (mapping.name ?? mapping.familyName);
  const hasIdentity = (mapping.email ?? mapping.login ?? byName) !== undefined;
  if (!hasIdentity) {
    throw missing(
      kind === 'person' ? 'a column for `email` or `login`' : 'a column for `login` or `email`',
      headers,
    );
  }
}

function missing(what: string, headers: readonly string[]): SourceError {
  const found = headers.slice(0, headersNamedMax).map((header) => `\`${named(header)}\``);
  return new SourceError(
    'source-unreadable',
    `the file lacks ${what}; it has ${found.join(', ') || 'no columns'}`,
    'name the column in the file so, or say in the mapping which column it is',
  );
}

/** A file without headers shows its first row in their place; what looks like more than a header is not repeated. */
function named(header: string): string {
  return /^[\p{L}_][\p{L}\p{N} ._()/-]{0,60}$/u.test(header) ? header : '…';
}
