import type { ReviewItem } from '../use-reviews.ts';
import type { Desk } from './use-desk.ts';

export type Decided = ReviewItem['decision'] | 'not-mine';

/** What was said here counts before the server knows of it. */
export function decisionOf(item: ReviewItem, desk: Desk): Decided {
  const said = desk.said.get(item.item);
  if (said === undefined) return item.decision;
  return said.decision === 'undo' ? null : said.decision;
}
