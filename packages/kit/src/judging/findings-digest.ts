import { createHash } from 'node:crypto';
import type { Outcome } from '../check.ts';
import type { FindingCounts } from './finding-counts.ts';

export type FindingRow = {
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
  readonly outcome: Outcome;
  readonly code: string;
};

export interface FindingsDigest {
  /** Rows come in ascending order of kind, scope and key by their UTF-8 bytes; throws on any other order. */
  add(row: FindingRow): void;
  /** Ends with the counts as shown (completeness applied) and answers 64 hex digits. */
  finish(counts: FindingCounts): string;
}

/**
 * The digest of one check's findings over its populations: SHA-256 over one line for each item whose own finding (before
 * completeness is applied) is not a pass,
 * `kind \t scope \t key \t outcome \t code \n`, in byte order, and one last line
 * `counts \t pass \t fail \t unknown \t not-applicable \n`. Passes are in the counts alone, so that the cost grows with
 * what does not pass. Backslash, tab and line feed inside a value are written `\\`, `\t`, `\n`.
 */
export function openFindingsDigest(): FindingsDigest {
  const hash = createHash('sha256');
  let last: readonly Buffer[] = [];
  return {
    add(row) {
      if (row.outcome === 'pass') return;
      const place = [row.kind, row.scope, row.key].map((part) => Buffer.from(part));
      if (last.length > 0 && comparePlaces(last, place) >= 0) throw new Error('findings are not in order');
      last = place;
      hash.update(line([row.kind, row.scope, row.key, row.outcome, row.code]));
    },
    finish(counts) {
      const numbers = [counts.pass, counts.fail, counts.unknown, counts.notApplicable];
      return hash.update(line(['counts', ...numbers.map(String)])).digest('hex');
    },
  };
}

/** The same digest for findings that fit in memory, in any order. Each item occurs once. */
export function findingsDigest(rows: readonly FindingRow[], counts: FindingCounts): string {
  const digest = openFindingsDigest();
  for (const row of rows.toSorted(compareRows)) digest.add(row);
  return digest.finish(counts);
}

export function compareRows(first: FindingRow, second: FindingRow): number {
  return comparePlaces(placeOf(first), placeOf(second));
}

function placeOf(row: FindingRow): readonly Buffer[] {
  return [row.kind, row.scope, row.key].map((part) => Buffer.from(part));
}

function comparePlaces(first: readonly Buffer[], second: readonly Buffer[]): number {
  for (const [i, part] of first.entries()) {
    const order = Buffer.compare(part, second[i] ?? Buffer.alloc(0));
    if (order !== 0) return order;
  }
  return 0;
}

function line(parts: readonly string[]): string {
  const escaped = parts.map((part) => part.replace(/[\\\t\n]/g, (found) => escapes.get(found) ?? found));
  return `${escaped.join('\t')}\n`;
}

const escapes = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
]);
