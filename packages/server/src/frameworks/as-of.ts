import { z } from 'zod';

/** A day (`YYYY-MM-DD`, meaning its end in UTC) or an instant; absent means now. */
export const asOfQuery = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional();

/** The instant that is meant, in UTC with milliseconds. Nothing is known of the future, so it is never later than now. */
export function resolveAsOf(asked: string | undefined, now: string): string {
  if (asked === undefined) return now;
  const isDay = asked.length === 'YYYY-MM-DD'.length;
  const instant = isDay ? `${asked}T23:59:59.999Z` : new Date(asked).toISOString();
  return instant < now ? instant : now;
}
