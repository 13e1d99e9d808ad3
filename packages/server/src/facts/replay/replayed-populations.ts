import type { PopulationReport } from '../../intake/index.ts';
import type { PopulationRow } from '../populations.store.ts';

/** What a closing entry tells of the lists of its source. */
export type ReplayedClosing = {
  readonly position: number;
  readonly connection: string;
  readonly isCompleted: boolean;
  readonly finishedAt: string;
  readonly message: string | null;
  readonly reports: readonly PopulationReport[];
};

/**
 * Populations by what the closing entries say, one after the other: the newest report counts; a list its source did not tell of,
 * or told nothing of, keeps what was known and is not whole.
 */
export class ReplayedPopulations {
  readonly #rows = new Map<string, PopulationRow>();

  apply(closing: ReplayedClosing): void {
    const { connection, position, finishedAt } = closing;
    const told = new Set(closing.reports.map((report) => nameOf({ ...report, connection })));
    for (const report of closing.reports) this.#tell(report, closing);
    for (const [name, row] of this.#rows) {
      if (row.connection !== connection || told.has(name)) continue;
      const doubt = { isComplete: false, reasons: [silenceOf(closing)], lastPullAt: finishedAt, position };
      this.#rows.set(name, { ...row, ...doubt });
    }
  }

  /** In C order of kind, scope and connection. */
  rows(): readonly PopulationRow[] {
    const compare = (one: PopulationRow, other: PopulationRow) =>
      Buffer.compare(nameBytes(one), nameBytes(other));
    return [...this.#rows.values()].toSorted(compare);
  }

  #tell(report: PopulationReport, { connection, position, finishedAt }: ReplayedClosing): void {
    const name = nameOf({ ...report, connection });
    const known = this.#rows.get(name);
    const { kind, scope, complete, visible, reasons, attributes, maxGapHours } = report;
    const lastCompleteAt = complete ? finishedAt : (known?.lastCompleteAt ?? null);
    const when = { position, lastPullAt: finishedAt };
    if (known !== undefined && !visible) {
      this.#rows.set(name, { ...known, ...when, isComplete: false, reasons });
      return;
    }
    const place = { kind: kind as PopulationRow['kind'], scope, connection }; // reports are made of the ontology's kinds only
    const items = visible ? report.items : 0;
    const told = { items, isComplete: complete, reasons, attributes, maxGapHours, lastCompleteAt };
    this.#rows.set(name, { ...place, ...told, ...when });
  }
}

function silenceOf({ isCompleted, message }: ReplayedClosing): string {
  return isCompleted
    ? 'the last reading of its source did not tell of this list'
    : (message ?? 'the last reading failed');
}

type Named = { readonly kind: string; readonly scope: string; readonly connection: string };

export function nameOf({ kind, scope, connection }: Named): string {
  return `${kind}\0${scope}\0${connection}`;
}

function nameBytes(row: Named): Buffer {
  return Buffer.from(nameOf(row), 'utf8');
}
