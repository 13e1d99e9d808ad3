import { createHash } from 'node:crypto';
import { canonicalize } from '@daybook/ledger';
import type { PopulationRow } from '../populations.store.ts';
import type { ProjectionRow } from './projection-row.ts';

export const digestMethod = 'facts@1';

/**
 * SHA-256 over the projection at one size, method `facts@1`. A header of two lines; a line for each fact that holds, in order of
 * positions: position, connection, commitment, `occurredAt` or `-`, `observedAt`, parted by tabs; the line `populations`; and a
 * line of canonical JSON for each population of each source in C order. Kind, scope, key and value of a fact are what its
 * commitment is made of, so a digest stays the same when a value is erased, and holds no personal data.
 */
export function createProjectionDigest(size: number) {
  const hash = createHash('sha256').update(`daybook projection ${digestMethod}\nsize ${size}\n`);
  let facts = 0;
  return {
    /** In order of positions; rows that do not hold any more count for nothing. */
    add: (row: ProjectionRow): void => {
      if (row.supersededPosition !== null) return;
      const { position, connection, commitment, occurredAt, observedAt } = row;
      hash.update(`${[position, connection, commitment, occurredAt ?? '-', observedAt].join('\t')}\n`);
      facts += 1;
    },
    /** Hex. In C order of kind, scope and connection. */
    finish: (populations: readonly PopulationRow[]): { readonly digest: string; readonly facts: number } => {
      hash.update('populations\n');
      for (const population of populations) hash.update(`${populationLine(population)}\n`);
      return { digest: hash.digest('hex'), facts };
    },
  };
}

export function populationLine(row: PopulationRow): string {
  const { kind, scope, connection, items, isComplete, reasons, attributes } = row;
  const { maxGapHours, lastPullAt, lastCompleteAt, position } = row;
  const told = { items, isComplete, reasons: [...reasons], attributes: { ...attributes } };
  return canonicalize({
    kind,
    scope,
    connection,
    ...told,
    maxGapHours,
    lastPullAt,
    lastCompleteAt,
    position,
  });
}
