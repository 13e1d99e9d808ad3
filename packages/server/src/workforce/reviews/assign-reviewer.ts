import type { ReviewItem } from './review-item.ts';

export type Reviewers = {
  /** Who knows why the system is needed. */
  readonly reviewer: string;
  readonly deputy: string | null;
  /** Managers who may review, asked before them; absent where reviewers are by system. */
  readonly managerOf?: (person: string) => string | null;
  /** People who may administer the system. */
  readonly administrators: ReadonlySet<string>;
};

type Assigned = Pick<ReviewItem, 'person' | 'rights' | 'excluded'>;

/**
 * Who decides about one access: never whose it is nor who answers for it, and about what administrators may do nobody who administers the system
 * where there is another. Null where nobody named may.
 */
export function assignReviewer(item: Assigned, reviewers: Reviewers): string | null {
  const { reviewer, deputy, managerOf, administrators } = reviewers;
  const manager = item.person === null ? null : (managerOf?.(item.person) ?? null);
  const allowed = [manager, reviewer, deputy].flatMap((one) =>
    one !== null && !item.excluded.includes(one) ? [one] : [],
  );
  const apart = allowed.find((one) => !administrators.has(one));
  return (item.rights.administer === 'yes' ? apart : undefined) ?? allowed[0] ?? null;
}

/** Who takes an item whose reviewer says it is not theirs: somebody named who did not hand it on before. */
export function nextReviewer(
  item: Assigned,
  candidates: readonly (string | null)[],
  handedOn: readonly string[],
): string | null {
  return (
    candidates.find(
      (one): one is string => one !== null && !item.excluded.includes(one) && !handedOn.includes(one),
    ) ?? null
  );
}
