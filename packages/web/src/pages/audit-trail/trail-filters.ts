import type { TrailValues } from './use-trail-values.ts';

export type TrailQuery = {
  readonly search?: string;
  readonly kind?: string;
  readonly actor?: string;
  readonly from?: string;
  readonly to?: string;
};

/** What the API is asked. A day is one of the reader's zone, the last one included; what is no day narrows nothing. */
export function trailQuery({ search, kind, actor, from, to }: TrailValues): TrailQuery {
  const [start, end] = [startOf(from, 0), startOf(to, 1)];
  return {
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(kind !== '' && { kind }),
    ...(actor.trim() !== '' && { actor: actor.trim() }),
    ...(start !== null && { from: start }),
    ...(end !== null && { to: end }),
  };
}

/** One of the chosen kinds more or less; all of them is the same as none chosen. */
export function toggledKind(chosen: string, kind: string, all: readonly string[]): string {
  const before = chosen === '' ? [] : chosen.split(',');
  const after = before.includes(kind) ? before.filter((one) => one !== kind) : [...before, kind];
  return after.length === all.length ? '' : all.filter((one) => after.includes(one)).join(',');
}

/** The instant at which a day begins, or one so many days later; null when it is no day. */
function startOf(day: string, daysLater: number): string | null {
  const instant = new Date(`${day}T00:00:00.000`);
  if (Number.isNaN(instant.getTime())) return null;
  instant.setDate(instant.getDate() + daysLater);
  return instant.toISOString();
}
