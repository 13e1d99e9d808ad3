const dayMs = 24 * 60 * 60_000;

/**
 * So many business days after an instant: the same time on a later day, Saturdays and Sundays of the zone not counted. What
 * begins on one of those begins with Monday, so that every counted day is there in full.
 */
export function businessDaysAfter(instant: string, days: number, zone: string): string {
  const startDay = dayIn(instant, zone);
  const sinceMidnightMs = isWeekend(startDay)
    ? 0
    : Date.parse(instant) - Date.parse(startOfDay(startDay, zone));
  let day = startDay;
  while (isWeekend(day)) day = dayAfter(day);
  for (let left = days; left > 0; ) {
    day = dayAfter(day);
    if (!isWeekend(day)) left -= 1;
  }
  return new Date(Date.parse(startOfDay(day, zone)) + sinceMidnightMs).toISOString();
}

/** The instant in which a day (`YYYY-MM-DD`) begins in a zone. */
export function startOfDay(day: string, zone: string): string {
  const utcMs = Date.parse(`${day}T00:00:00.000Z`);
  // Zones are off UTC by at most 14 hours; twice, because the offset may change on the way.
  const first = utcMs - offsetMs(utcMs, zone);
  return new Date(utcMs - offsetMs(first, zone)).toISOString();
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + dayMs).toISOString().slice(0, 10);
}

function dayIn(instant: string, zone: string): string {
  const atMs = Date.parse(instant);
  return new Date(atMs + offsetMs(atMs, zone)).toISOString().slice(0, 10);
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay());
}

function offsetMs(atMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(atMs);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const localDay = [part('year'), part('month') - 1, part('day')] as const;
  const local = Date.UTC(...localDay, part('hour'), part('minute'), part('second'));
  return local - Math.floor(atMs / 1_000) * 1_000;
}
