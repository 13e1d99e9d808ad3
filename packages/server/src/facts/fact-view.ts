import { type FactKind, factKindRules } from '@daybook/kit';
import { type RawBuilder, sql } from 'kysely';

/**
 * From where facts are looked at. `boundary`: the newest closing entry of a reading that was recorded by then; nothing that
 * became known after it is seen, neither values nor their ends. `trueAt`: the instant the values hold at.
 */
export type FactView = {
  readonly boundary: number | null;
  readonly trueAt: string | null;
  /** Only what these connections told is seen; absent or null: all of it. */
  readonly connections?: readonly string[] | null;
};

export const presentView: FactView = { boundary: null, trueAt: null };

/**
 * Which rows of `fact` a view sees, as a condition. A pull's records are known from its closing on; one pull runs at a time in
 * a workspace, so a record before the newest closing belongs to a closed pull. Ranges are half-open: a state holds from when
 * it was observed until its successor was; an event has happened from its own time on.
 */
export function seenIn(view: FactView, kind: FactKind): RawBuilder<unknown> {
  const { boundary, trueAt } = view;
  const told = toldBy(view);
  const known = boundary === null ? told : sql`position <= ${boundary} and ${told}`;
  const isOpen = openIn(view);
  if (trueAt === null) return sql`(${known} and ${isOpen})`;
  if (factKindRules[kind].time === 'event') {
    return sql`(${known} and ${isOpen} and occurred_at <= ${trueAt})`;
  }
  return sql`(${known} and observed_at <= ${trueAt} and (${isOpen} or valid_until > ${trueAt}))`;
}

/** The sources whoever asks may see; a condition on rows of `fact`. */
export function toldBy({ connections }: FactView): RawBuilder<unknown> {
  return connections === undefined || connections === null
    ? sql`true`
    : sql`connection_id = any(${connections}::text[])`;
}

/**
 * No end of the row is known in this view. Of the past it is put so that no index on ends fits it: those would be read whole
 * where the statistics are wrong, and the key's own index holds the end as well.
 */
export function openIn({ boundary }: FactView): RawBuilder<unknown> {
  if (boundary === null) return sql`superseded_position is null`;
  return sql`(coalesce(superseded_position, ${Number.MAX_SAFE_INTEGER}) > ${boundary})`;
}
