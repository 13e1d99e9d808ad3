export type ExpectedPeriod = {
  /** `2026-Q1`, `2026-03`, `2026-H1`, `2026`, or the first day of any other length. */
  readonly name: string;
  /** First day. */
  readonly from: string;
  /** First day after it; the review is due before. */
  readonly until: string;
};

const dayMs = 86_400_000;
const periodsMax = 400;

/**
 * The periods in which a system is to be reviewed, from the one in which it was registered to the one of today. Cadences
 * people speak of follow the calendar; any other one counts its days from the day of registration. Days are `YYYY-MM-DD`.
 */
export function expectedPeriods(
  cadenceDays: number,
  registeredOn: string,
  today: string,
): readonly ExpectedPeriod[] {
  const months = monthsOf(cadenceDays);
  const periods: ExpectedPeriod[] = [];
  let next = months === null ? daysFrom(registeredOn, cadenceDays) : calendarFrom(registeredOn, months);
  while (next.from <= today && periods.length < periodsMax) {
    periods.push(next);
    next = months === null ? daysFrom(next.until, cadenceDays) : calendarFrom(next.until, months);
  }
  return periods;
}

const graceDaysMax = 30;

/** Whether enough of a period was left when its system was registered: thirty days, or half of a shorter cadence. */
export function isTimely({ until }: ExpectedPeriod, registeredOn: string, cadenceDays: number): boolean {
  const leftDays = (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${registeredOn}T00:00:00Z`)) / dayMs;
  return leftDays >= Math.min(graceDaysMax, cadenceDays / 2);
}

/** Null: no part of a calendar year. */
function monthsOf(cadenceDays: number): 1 | 3 | 6 | 12 | null {
  if (cadenceDays >= 28 && cadenceDays <= 31) return 1;
  if (cadenceDays >= 89 && cadenceDays <= 92) return 3;
  if (cadenceDays >= 180 && cadenceDays <= 184) return 6;
  return cadenceDays === 365 || cadenceDays === 366 ? 12 : null;
}

function calendarFrom(day: string, months: 1 | 3 | 6 | 12): ExpectedPeriod {
  const year = Number(day.slice(0, 4));
  const part = Math.floor((Number(day.slice(5, 7)) - 1) / months);
  const first = (index: number) => new Date(Date.UTC(year, index * months, 1)).toISOString().slice(0, 10);
  return { name: nameOf(year, part, months), from: first(part), until: first(part + 1) };
}

function nameOf(year: number, part: number, months: 1 | 3 | 6 | 12): string {
  if (months === 12) return String(year);
  if (months === 6) return `${year}-H${part + 1}`;
  if (months === 3) return `${year}-Q${part + 1}`;
  return `${year}-${String(part + 1).padStart(2, '0')}`;
}

function daysFrom(day: string, days: number): ExpectedPeriod {
  const until = new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
  return { name: day, from: day, until };
}

/** The day of an instant in a zone. */
export function dayIn(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(Date.parse(instant));
}

/** The instant at which a day begins in a zone. */
export function startOfDay(day: string, zone: string): string {
  const guess = Date.parse(`${day}T00:00:00Z`);
  const shift = offsetMs(guess, zone);
  return new Date(guess - offsetMs(guess - shift, zone)).toISOString();
}

/** How far the zone's clock is ahead of UTC at an instant. */
function offsetMs(atMs: number, zone: string): number {
  const words = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${words.format(atMs).replace(' ', 'T')}Z`) - Math.floor(atMs / 1_000) * 1_000;
}
