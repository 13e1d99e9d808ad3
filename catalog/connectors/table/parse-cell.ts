/** A cell that cannot be read. The sentence names the field and holds nothing of the cell. */
export class CellError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CellError';
  }
}

export type DateOrder = 'day-first' | 'month-first' | undefined;

const yes = 'true yes y 1 on enabled active aktiv ja j wahr x enrolled enforced activated aktiviert';
const no =
  'false no n 0 off none disabled inactive inaktiv nein falsch suspended locked gesperrt deaktiviert terminated left deactivated deleted blocked revoked removed archived';
const silent = ' unknown n/a na - – null nil no_information not_supported unbekannt k.a.';
const never = 'never nie none niemals';

export function isSilent(text: string): boolean {
  return silent.split(' ').includes(text.trim().toLowerCase());
}

/** Words for yes and no in English and German; anything else is not known rather than false. */
export function parseSwitch(text: string): boolean | 'unknown' {
  const word = text.trim().toLowerCase();
  if (yes.split(' ').includes(word)) return true;
  return no.split(' ').includes(word) ? false : 'unknown';
}

/** A calendar day as `YYYY-MM-DD`, or null for an empty cell. Throws `CellError` where the day is not certain. */
export function parseDay(text: string, order: DateOrder, field: string): string | null {
  if (isSilent(text)) return null;
  return dayOf(text.trim().split(/[T ]/, 1)[0] ?? '', order, field);
}

/** A UTC instant; `unknown` for an empty cell, null for "never". A day alone is its first moment; no zone means UTC. */
export function parseInstant(text: string, order: DateOrder, field: string): string | 'unknown' | null {
  if (isSilent(text)) return 'unknown';
  if (never.split(' ').includes(text.trim().toLowerCase())) return null;
  const parts = /^(\S+?)(?:[T ]+(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text.trim(),
  );
  if (parts === null) throw new CellError(`\`${field}\` is not a time`);
  const [, date = '', time = '00:00', zone = 'Z'] = parts;
  const offset = /^(Z|UTC)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  const moment = Date.parse(
    `${dayOf(date, order, field)}T${time.length === 5 ? `${time}:00` : time}${offset}`,
  );
  if (Number.isNaN(moment)) throw new CellError(`\`${field}\` is not a time`);
  return new Date(moment).toISOString();
}

function dayOf(text: string, order: DateOrder, field: string): string {
  const yearFirst = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})$/.exec(text);
  if (yearFirst !== null) return checkedDay(yearFirst[1], yearFirst[3], yearFirst[4], field);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted !== null) return checkedDay(dotted[3], dotted[2], dotted[1], field);
  const mixed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (mixed === null) throw new CellError(`\`${field}\` is not a day; write days like 2025-12-31`);
  const [, first = '', second = '', year] = mixed;
  const isDayFirst =
    order === undefined ? orderOf(Number(first), Number(second), field) : order === 'day-first';
  return isDayFirst ? checkedDay(year, second, first, field) : checkedDay(year, first, second, field);
}

/** `31/12/2025` can only be one day; `03/04/2025` could be two and is not guessed. */
function orderOf(first: number, second: number, field: string): boolean {
  if (first === second || first > 12) return true;
  if (second > 12) return false;
  throw new CellError(`\`${field}\` could be two different days; set the order of dates`);
}

function checkedDay(year = '', month = '', day = '', field: string): string {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (!isReal) throw new CellError(`\`${field}\` is not a day of the calendar`);
  return text;
}
