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

/** What has to be said about the question: the future is answered as of now, and that is never silent. Null: nothing. */
export function asOfNote(asked: string | undefined, now: string): string | null {
  if (asked === undefined) return null;
  const begins = new Date(asked).toISOString();
  return begins > now ? `${asked} lies in the future: this is as of now` : null;
}
