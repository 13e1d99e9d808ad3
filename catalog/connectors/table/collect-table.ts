import { type Emission, type PopulationRef, type RecordOf, SourceError } from '@daybook/kit';
import type { TableSettings } from './connector.ts';
import { lookAhead, openRows } from './open-rows.ts';
import { CellError } from './parse-cell.ts';
import { type PlacedRecord, type PlacedRow, planReading, type ReadingPlan } from './plan-reading.ts';
import type { TableRow } from './table-row.ts';

const rowsLookedAt = 50;
const progressEvery = 5_000;
const systemsMax = 500;
/** A list is a picture of one day; a month later it says nothing about today. */
const maxGapHours = 31 * 24;

type Rejection = { readonly where: string; readonly reason: string };
type OpenPopulation = { readonly population: PopulationRef; readonly counts: Record<string, number> };

/** Reads a file row by row. People are one population, accounts and their grants one per system; a rejected row counts against all of them. */
export async function* collectTable(settings: TableSettings, signal: AbortSignal): AsyncGenerator<Emission> {
  const { format, rows, progress } = await openRows(settings);
  const { first, all } = await lookAhead(rows, rowsLookedAt);
  if (!first.some((row) => row.type === 'row')) throw noRows(first);
  const plan = planReading(settings, first);
  const list = new ListOfFile(`all rows of a ${format.toUpperCase()} file`);
  const rejections: Rejection[] = [];
  let done = 0;
  for await (const row of all()) {
    if (signal.aborted)
      throw new SourceError('cancelled', 'reading the file was cancelled', 'start it again');
    done += 1;
    if (done % progressEvery === 0) yield { type: 'progress', ...progress(done) };
    const read = readRow(row, plan);
    if ('reason' in read) {
      rejections.push(read);
      continue;
    }
    yield* list.open(read.populations);
    for (const record of read.records) yield list.tell(record);
  }
  if (list.isEmpty) throw allRejected(done, rejections);
  for (const record of plan.finish()) yield list.tell(record);
  yield { type: 'progress', ...progress(done) };
  yield* list.end(rejections);
}

/** The populations of a file, each opened once and ended at the end of the file. */
class ListOfFile {
  readonly #query: string;
  readonly #open = new Map<string, OpenPopulation>();

  constructor(query: string) {
    this.#query = query;
  }

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  *open(populations: readonly PopulationRef[]): Generator<Emission> {
    for (const population of populations) {
      const name = nameOf(population);
      if (this.#open.has(name)) continue;
      if (this.#open.size >= systemsMax * populations.length) throw tooManySystems();
      this.#open.set(name, { population, counts: emptyCounts(population.kind) });
      yield { type: 'population', ...population, query: this.#query, maxGapHours };
    }
  }

  tell({ population, record }: PlacedRecord): Emission {
    count(this.#open.get(nameOf(population))?.counts ?? {}, record);
    return { type: 'record', ...population, record };
  }

  /** A row that could not be read may have been of any of the systems, so each of them lists it. */
  *end(rejections: readonly Rejection[]): Generator<Emission> {
    for (const { population, counts } of this.#open.values()) {
      for (const rejection of rejections) yield { type: 'rejected', ...population, ...rejection };
      yield {
        type: 'end',
        ...population,
        isComplete: true,
        reasons: [],
        sourceCount: null,
        pages: 1,
        gaps: [],
        attributes: counts,
      };
    }
  }
}

function readRow(row: TableRow, plan: ReadingPlan): PlacedRow | Rejection {
  if (row.type === 'broken') return { where: row.where, reason: row.reason };
  try {
    return plan.read(row.cells);
  } catch (error) {
    if (error instanceof CellError) return { where: row.where, reason: error.message };
    throw error;
  }
}

function nameOf({ kind, scope }: PopulationRef): string {
  return `${kind} ${scope}`;
}

function emptyCounts(kind: string): Record<string, number> {
  if (kind === 'person') return { people: 0, withManager: 0, withEnd: 0 };
  if (kind === 'grant') return { grants: 0, dangerous: 0, withUnknownRights: 0 };
  if (kind === 'device') return { devices: 0, withHolder: 0 };
  return { accounts: 0, withOwner: 0, withMfa: 0, withoutMfa: 0 };
}

function count(counts: Record<string, number>, record: PlacedRecord['record']): void {
  const add = (name: string, holds: boolean) => {
    if (holds) counts[name] = (counts[name] ?? 0) + 1;
  };
  if ('person' in record) {
    add('people', true);
    add('withManager', record.manager !== null);
    add('withEnd', record.endsOn !== null);
  } else if ('grant' in record) {
    add('grants', true);
    add('dangerous', record.rights !== 'unknown' && record.rights.length > 0);
    add('withUnknownRights', record.rights === 'unknown');
  } else if ('device' in record) {
    add('devices', true);
    add('withHolder', record.holders.length > 0);
  } else countAccount(add, record);
}

function countAccount(add: (name: string, holds: boolean) => void, record: RecordOf<'account'>): void {
  add('accounts', true);
  add('withOwner', record.owner !== null);
  add('withMfa', record.hasMfa === true);
  add('withoutMfa', record.hasMfa === false);
}

function noRows(first: readonly TableRow[]): SourceError {
  if (first.length > 0)
    return allRejected(
      first.length,
      first.flatMap((row) => (row.type === 'broken' ? [row] : [])),
    );
  return new SourceError(
    'source-unreadable',
    'the file has no row below its header',
    'export it again; an empty list is taken for a mistake, not for the news that nobody is left',
  );
}

function allRejected(rows: number, rejections: readonly Rejection[]): SourceError {
  const [example] = rejections;
  const why = example === undefined ? '' : `; ${example.where}: ${example.reason}`;
  return new SourceError(
    'source-unreadable',
    `none of ${rows} rows could be read${why}`,
    'correct the file and import it again',
  );
}

function tooManySystems(): SourceError {
  return new SourceError(
    'source-unreadable',
    `the column taken for \`system\` holds more than ${systemsMax} different values`,
    'say in the mapping which column names the system',
  );
}
