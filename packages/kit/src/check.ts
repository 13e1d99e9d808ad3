import type { FactKind, FactOf } from './ontology.ts';

export type Outcome = 'pass' | 'fail' | 'unknown' | 'not-applicable';

/** One item of a population as a check sees it. Values of several sources about the same item are merged before. */
export type Item<K extends FactKind = FactKind> = {
  readonly kind: K;
  readonly scope: string;
  readonly key: string;
  readonly value: FactOf<K>;
};

/** The related facts a check asked for, and whether the list they come from is whole. */
export type RelatedFacts<K extends FactKind = FactKind> = {
  readonly items: readonly Item<K>[];
  /** False when any population of that kind in reach is missing, incomplete or stale. */
  readonly isComplete: boolean;
};

/** A read by key from the item to others: `same` looks in the item's own scope, `any` in every scope of that kind. */
export type RelatedRead<K extends FactKind, R extends FactKind> = {
  readonly kind: R;
  readonly scope: 'same' | 'any';
  keys(value: FactOf<K>): readonly string[];
};

export type Finding = {
  readonly outcome: Outcome;
  /** A machine word for why, unique within the check, e.g. `no-approval`. */
  readonly code: string;
  /** One plain sentence without personal data. */
  readonly reason: string;
  /** For `unknown`: what would settle it. */
  readonly settle?: string;
  /** The instant at which this finding may change without any new fact, e.g. a person's last day. */
  readonly reevaluateAt?: string;
};

export type CheckContext = { readonly asOf: string };

export interface Check<K extends FactKind = FactKind, R extends FactKind = FactKind> {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly summary: string;
  /** The control this check tests. Checks name controls, never frameworks. */
  readonly control: string;
  readonly population: K;
  readonly related: RelatedRead<K, R> | null;
  /** Pure: the same item, related facts and instant always give the same finding. */
  evaluate(item: Item<K>, related: RelatedFacts<R>, context: CheckContext): Finding;
}

export function defineCheck<K extends FactKind, R extends FactKind>(check: Check<K, R>): Check<K, R> {
  return check;
}
