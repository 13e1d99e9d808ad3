import { canonicalize } from '@daybook/ledger';
import type { Claims } from '../format/claims.ts';
import { packagePaths } from '../format/package-paths.ts';
import type { ProblemKind, Problems } from './problems.ts';

/** Names every claim that is not what the packed facts and our own checks give: changed, missing, added or moved. */
export function compareClaims(packed: Claims, computed: Claims, problems: Problems): void {
  const { requirements, controls, checks, populations } = packagePaths;
  compareRows(
    { what: 'population-differs', file: populations, idOf: ({ kind, scope }) => `${kind} ${scope}` },
    packed.populations,
    computed.populations,
    problems,
  );
  compareRows(
    { what: 'check-differs', file: checks, idOf: ({ id, version }) => `${id}@${version}` },
    packed.checks,
    computed.checks,
    problems,
  );
  compareRows(
    { what: 'control-differs', file: controls, idOf: ({ id }) => id },
    packed.controls,
    computed.controls,
    problems,
  );
  compareRows(
    { what: 'requirement-differs', file: requirements, idOf: ({ id }) => id },
    packed.requirements,
    computed.requirements,
    problems,
  );
  for (const [file, rows] of packed.findings) {
    const own = computed.findings.get(file) ?? [];
    compareRows(
      { what: 'finding-differs', file, idOf: ({ scope, key }) => `${scope} ${key}` },
      rows,
      own,
      problems,
    );
  }
}

type Comparison<T> = { readonly what: ProblemKind; readonly file: string; idOf(row: T): string };

function compareRows<T>(
  { what, file, idOf }: Comparison<T>,
  packed: readonly T[],
  computed: readonly T[],
  problems: Problems,
): void {
  const own = new Map(computed.map((row) => [idOf(row), canonicalize(row)]));
  const theirs = packed.map((row) => idOf(row));
  for (const row of packed) {
    if (own.get(idOf(row)) !== canonicalize(row)) problems.add(what, `${file}: ${idOf(row)}`);
  }
  const seen = new Set(theirs);
  for (const id of own.keys()) if (!seen.has(id)) problems.add(what, `${file}: ${id}`);
  if (theirs.join('\0') !== [...own.keys()].join('\0'))
    problems.add(what, `${file}: order or number of lines`);
}
