/** What the feed is narrowed by, as query fields of the API; nothing that is not set. */
export type FeedFilters = {
  readonly type?: string;
  readonly search?: string;
  readonly actor?: string;
  readonly ref?: string;
  readonly from?: string;
  readonly to?: string;
};

export const filterNames = ['type', 'search', 'actor', 'ref', 'from', 'to'] as const;
export type FilterName = (typeof filterNames)[number];

/** What the API is asked. A day is one of the reader's zone, the last one included. */
export function feedFilters(values: Readonly<Record<FilterName, string>>): FeedFilters {
  const { type, search, actor, ref, from, to } = values;
  const [start, end] = [startOf(from, 0), startOf(to, 1)];
  return {
    ...(type !== '' && { type }),
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(actor.trim() !== '' && { actor: actor.trim() }),
    ...(ref.trim() !== '' && { ref: ref.trim() }),
    ...(start !== null && { from: start }),
    ...(end !== null && { to: end }),
  };
}

/** The instant at which a day begins, or one so many days later; null when it is no day. */
function startOf(day: string, daysLater: number): string | null {
  const instant = new Date(`${day}T00:00:00.000`);
  if (Number.isNaN(instant.getTime())) return null;
  instant.setDate(instant.getDate() + daysLater);
  return instant.toISOString();
}
