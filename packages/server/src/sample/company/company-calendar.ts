/** Twelve months, one set of files each, taken on the second of a month at six in the morning, UTC. */
export const monthsMax = 12;
const firstYear = 2025;

/** When the files of a month are taken: month 0 is January. */
export function takenAt(month: number): string {
  return new Date(Date.UTC(firstYear, month, 2, 6)).toISOString();
}

/** The day on which something happens that the files of a month are the first to show. */
export function eventDay(month: number): string {
  return new Date(Date.UTC(firstYear, month - 1, 15)).toISOString().slice(0, 10);
}

/** Some day of a month, for sign-ins and the like. */
export function dayOf(month: number, day: number): string {
  return new Date(Date.UTC(firstYear, month, day)).toISOString().slice(0, 10);
}
