import type { NumberMeaning } from './read-styles.ts';

const dayMs = 86_400_000;
const serialMax = 2_958_466; // the first of the year 10000

/**
 * A spreadsheet's number of days as a day or a UTC instant; null where it is none. Workbooks count from 1900, which
 * spreadsheets take for a leap year (so 60 is a day there never was), or from 1904 (ECMA-376 part 1, 18.17.4).
 */
export function dateOfSerial(serial: number, meaning: NumberMeaning, isFrom1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= serialMax) return null;
  const startMs = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  if (!isFrom1904 && Math.floor(serial) === 60) return null;
  const instant = new Date(startMs + Math.round((serial * dayMs) / 1000) * 1000).toISOString();
  const hasNoTime = Number.isInteger(serial);
  return meaning === 'day' || hasNoTime ? instant.slice(0, 10) : instant.replace('.000Z', 'Z');
}
