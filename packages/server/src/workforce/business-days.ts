const dayMs = 24 * 60 * 60_000;

/** So many business days after an instant: the same time on a later day, Saturdays and Sundays of the zone not counted. */
export function businessDaysAfter(instant: string, days: number, zone: string): string {
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: zone });
  let atMs = Date.parse(instant);
  for (let left = days; left > 0; ) {
    atMs += dayMs;
    if (!['Sat', 'Sun'].includes(weekday.format(atMs))) left -= 1;
  }
  return new Date(atMs).toISOString();
}
