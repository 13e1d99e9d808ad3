/** Twelve months, one set of files each, taken on the second of a month at six in the morning, UTC. */
export const monthsMax = 12;

export type CompanyCalendar = {
  /** When the files of a month are taken: month 0 is the first. */
  takenAt(month: number): string;
  /** The day on which something happens that the files of a month are the first to show. */
  eventDay(month: number): string;
  /** Some day of a month, for sign-ins and the like. */
  dayOf(month: number, day: number): string;
};

/** `firstMonth`: `YYYY-MM`. */
export function companyCalendar(firstMonth: string): CompanyCalendar {
  const [year, month] = firstMonth.split('-').map(Number);
  if (year === undefined || month === undefined || !(month >= 1 && month <= 12)) {
    throw new Error('the first month is written like 2026-04');
  }
  const at = (nth: number, day: number, hour = 0) =>
    new Date(Date.UTC(year, month - 1 + nth, day, hour)).toISOString();
  return {
    takenAt: (nth) => at(nth, 2, 6),
    eventDay: (nth) => at(nth - 1, 15).slice(0, 10),
    dayOf: (nth, day) => at(nth, day).slice(0, 10),
  };
}
