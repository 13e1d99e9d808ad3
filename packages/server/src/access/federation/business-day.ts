const dayMs = 24 * 60 * 60_000;

/** One business day after an instant: the same time on the next day that is neither Saturday nor Sunday in the zone. */
export function oneBusinessDayAfter(instant: string, zone: string): string {
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: zone });
  let atMs = Date.parse(instant);
  do {
    atMs += dayMs;
  } while (['Sat', 'Sun'].includes(weekday.format(atMs)));
  return new Date(atMs).toISOString();
}
