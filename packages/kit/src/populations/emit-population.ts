import type { Emission } from '../connector.ts';
import type { FactKind, RecordOf } from '../ontology.ts';
import type { ListRead } from './read-list.ts';

export type PopulationTold<K extends FactKind> = {
  readonly kind: K;
  readonly scope: string;
  /** What was asked, in plain words. */
  readonly query: string;
  readonly maxGapHours: number;
  readonly records: readonly RecordOf<K>[];
  /** Every list the records rest on: one that failed makes the population incomplete. */
  readonly lists: readonly ListRead<unknown>[];
  /** Items that cannot be told, named by their place and never by a person. */
  readonly rejected?: readonly { readonly where: string; readonly reason: string }[];
  /** The number of items the source itself states. */
  readonly sourceCount?: number;
  readonly gaps?: readonly string[];
  /** A log of which the source tells only the newest part. */
  readonly keepsPast?: true;
  readonly attributes?: Readonly<Record<string, number>>;
};

/**
 * One population in the order connectors keep: its beginning, its records, its end. It is complete when every list it rests
 * on was read to its end and the source counts no more than it gave.
 */
export function* emitPopulation<K extends FactKind>(told: PopulationTold<K>): Generator<Emission> {
  const { kind, scope, query, maxGapHours, records, lists } = told;
  const rejected = told.rejected ?? [];
  const reasons = [...new Set([...failuresOf(lists), ...countDiffers(told)])];
  const past = told.keepsPast === true && { keepsPast: true as const };
  yield { type: 'population', kind, scope, query, maxGapHours, ...past };
  for (const record of records) yield { type: 'record', kind, scope, record };
  for (const one of rejected) yield { type: 'rejected', kind, scope, ...one };
  yield {
    type: 'end',
    kind,
    scope,
    isComplete: reasons.length === 0,
    reasons,
    sourceCount: told.sourceCount ?? null,
    pages: lists.reduce((sum, { pages }) => sum + pages, 0),
    gaps: [...(told.gaps ?? [])],
    attributes: { ...told.attributes },
  };
}

function failuresOf(lists: readonly ListRead<unknown>[]): string[] {
  return lists.flatMap(({ failure }) => (failure === null ? [] : [`${failure.message}; ${failure.hint}`]));
}

function countDiffers<K extends FactKind>(told: PopulationTold<K>): string[] {
  const { sourceCount, records, rejected = [] } = told;
  const given = records.length + rejected.length;
  if (sourceCount === undefined || sourceCount === given) return [];
  return [`the source counts ${sourceCount} and gave ${given}; collect again`];
}
