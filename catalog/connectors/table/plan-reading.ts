import { type FactKind, type PopulationRef, type RecordOf, SourceError } from '@daybook/kit';
import { accountOfCredentialRow, isCredentialReport } from './aws-credential-report.ts';
import type { TableSettings } from './connector.ts';
import { deviceOfRow } from './device-of-row.ts';
import { grantsOfRow } from './grants-of-row.ts';
import { guessMapping, mapFields } from './guess-mapping.ts';
import { HolderList } from './holder-list.ts';
import { headersOf, sampleOf } from './open-rows.ts';
import { accountOfRow, type CellOf, peopleScope, personOfRow, type RowReading } from './record-of-row.ts';
import { foldRole, rightsOfRoles } from './role-rights.ts';
import { systemOfFile } from './system-of-file.ts';
import type { TableField, TableKind, TableMapping } from './table-fields.ts';
import { mappingOfFormat, recogniseFormat, type TableFormat } from './table-format.ts';
import type { TableRow } from './table-row.ts';

type Cells = ReadonlyMap<string, string>;
export type PlacedRecord = {
  readonly population: PopulationRef;
  readonly record: RecordOf<'person' | 'account' | 'grant' | 'device'>;
};

/** What one row gives; `populations` holds also those it belongs to without giving them a record. */
export type PlacedRow = {
  readonly populations: readonly PopulationRef[];
  readonly records: readonly PlacedRecord[];
};

export type ReadingPlan = {
  /** Throws `CellError` where the row cannot be read. */
  read(cells: Cells): PlacedRow;
  /** What can be told only once every row was read. */
  finish(): Iterable<PlacedRecord>;
};

const headersNamedMax = 30;
const nothing: readonly PlacedRecord[] = [];
const noRow: PlacedRow = { populations: [], records: nothing };

/** How rows become records, from the mapping given or the headers found. Throws `SourceError` for a missing column. */
export function planReading(settings: TableSettings, first: readonly TableRow[]): ReadingPlan {
  const headers = headersOf(first);
  if (settings.mapping === undefined && isCredentialReport(headers)) {
    return {
      read: (cells) =>
        placed(
          'account',
          accountOfCredentialRow((header) => cells.get(header) ?? ''),
        ),
      finish: () => nothing,
    };
  }
  const columns = columnsOf(settings, headers, sampleOf(first, headers));
  requireMapped(columns.mapping, headers);
  requireColumns(columns, settings, headers);
  return withoutLabels(planOfKind(columns, settings), columns.format);
}

function withoutLabels(plan: ReadingPlan, format: TableFormat | null): ReadingPlan {
  const labels = format?.labelRow;
  if (labels === undefined) return plan;
  const isLabels = (cells: Cells) => cells.get(labels.header) === labels.value;
  return { ...plan, read: (cells) => (isLabels(cells) ? noRow : plan.read(cells)) };
}

export type FileColumns = {
  readonly kind: TableKind;
  readonly mapping: TableMapping;
  /** The export it was recognised as, unless its rows were said to be something else. */
  readonly format: TableFormat | null;
};

/** What rows and columns are: as said by hand, else as the recognised export has them, else as the headers suggest. */
export function columnsOf(
  settings: { readonly [Name in 'kind' | 'mapping']?: TableSettings[Name] | undefined },
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): FileColumns {
  const recognised = recogniseFormat(headers);
  if (recognised !== null && (settings.kind ?? recognised.kind) === recognised.kind) {
    const mapping = settings.mapping ?? mappingOfFormat(recognised, headers);
    return { kind: recognised.kind, mapping, format: recognised };
  }
  const guess = guessMapping(headers, sample);
  const kind = settings.kind ?? guess.kind;
  const guessed = kind === guess.kind ? guess.mapping : mapFields(kind, headers, sample);
  // What was said by hand overrules the guess, field by field.
  return { kind, mapping: { ...guessed, ...settings.mapping }, format: null };
}

function planOfKind({ kind, mapping, format }: FileColumns, settings: TableSettings): ReadingPlan {
  const reading: RowReading = {
    mapping,
    settings: {
      dateOrder: settings.dateOrder ?? format?.dateOrder,
      system: settings.system ?? format?.system ?? systemOfFile(settings.path),
    },
    separator: format?.separator,
    noRoles: new Set((format?.noRoles ?? []).map(foldRole)),
  };
  const cellOf = cellReader(mapping, format);
  const rightsOf = rightsOfRoles(settings.roles, format);
  if (kind === 'person') {
    const population: PopulationRef = { kind: 'person', scope: peopleScope };
    const read = (cells: Cells): PlacedRow => {
      const record = personOfRow(cellOf(cells), reading);
      return { populations: [population], records: [{ population, record }] };
    };
    return { read, finish: () => nothing };
  }
  if (kind === 'device') {
    return { read: (cells) => placed('device', deviceOfRow(cellOf(cells), reading)), finish: () => nothing };
  }
  if (kind === 'grant') {
    const holders = new HolderList(reading, rightsOf);
    return { read: (cells) => holders.take(cellOf(cells)), finish: () => holders.accounts() };
  }
  const hasRoles = mapping.roles !== undefined || format?.constants?.roles !== undefined;
  return {
    read: (cells) => accountRow(cellOf(cells), reading, hasRoles ? rightsOf : null),
    finish: () => nothing,
  };
}

function accountRow(
  cell: CellOf,
  reading: RowReading,
  rightsOf: ReturnType<typeof rightsOfRoles> | null,
): PlacedRow {
  const account = accountOfRow(cell, reading);
  const { system, holder, roles, isEnabled } = account;
  const populations = [population('account', system)];
  const records: PlacedRecord[] = [{ population: population('account', system), record: account }];
  if (rightsOf === null) return { populations, records };
  const grants = population('grant', system);
  const row = { system, holder, roles, from: 'unknown', until: 'unknown', isInForce: isEnabled } as const;
  const found = grantsOfRow(cell, row, rightsOf).map((record) => ({ population: grants, record }));
  return { populations: [...populations, grants], records: [...records, ...found] };
}

/** A column's cell in the format's own words put into ours, else what the format says of every row. */
function cellReader(mapping: TableMapping, format: TableFormat | null): (cells: Cells) => CellOf {
  const words = new Map(
    Object.entries(format?.words ?? {}).map(([field, pairs]) => [
      field,
      new Map(Object.entries(pairs).map(([word, ours]) => [foldRole(word), ours])),
    ]),
  );
  return (cells) => (field: TableField) => {
    const header = mapping[field];
    const cell = header === undefined ? '' : (cells.get(header) ?? '');
    if (format === null) return cell;
    if (cell === '') return format.constants?.[field] ?? '';
    return words.get(field)?.get(foldRole(cell)) ?? cell;
  };
}

function population(kind: FactKind, scope: string): PopulationRef {
  return { kind, scope };
}

function placed(kind: 'account' | 'device', record: RecordOf<'account'> | RecordOf<'device'>): PlacedRow {
  const place = population(kind, record.system);
  return { populations: [place], records: [{ population: place, record }] };
}

function requireMapped(mapping: TableMapping, headers: readonly string[]): void {
  for (const header of Object.values(mapping)) {
    if (header !== undefined && !headers.includes(header))
      throw missing(`the column \`${named(header)}\``, headers);
  }
}

/** Without a mapping by hand or a known format a name alone is not enough: it does not tell two people apart. */
function requireColumns(
  { kind, mapping, format }: FileColumns,
  settings: TableSettings,
  headers: readonly string[],
): void {
  if (kind === 'device') {
    if (mapping.device === undefined) throw missing('a column for `device`', headers);
    return;
  }
  const isSaid = settings.mapping !== undefined || format !== null;
  const byName = isSaid ? (mapping.name ?? mapping.familyName) : undefined;
  const hasIdentity = (mapping.email ?? mapping.login ?? byName) !== undefined;
  if (!hasIdentity) {
    throw missing(
      kind === 'person' ? 'a column for `email` or `login`' : 'a column for `login` or `email`',
      headers,
    );
  }
  if (kind === 'grant' && mapping.roles === undefined && format?.constants?.roles === undefined)
    throw missing('a column for `roles`', headers);
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
