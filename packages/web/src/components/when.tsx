import { shared } from '../messages/shared.ts';

const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** An instant as distance from now; the exact one, with its zone, on hover. */
export function When({ at, absent = shared.time.never }: { at: string | null; absent?: string }) {
  if (at === null) return <span className="text-note">{absent}</span>;
  return (
    <time dateTime={at} title={exactTime(at)} className="number whitespace-nowrap">
      {relativeTime(at, Date.now())}
    </time>
  );
}

/** An instant in full, in the reader's zone, which is named. */
export function Exactly({ at, absent = shared.time.unknown }: { at: string | null; absent?: string }) {
  if (at === null) return <span className="text-note">{absent}</span>;
  return (
    <time dateTime={at} title={at} className="number">
      {exactTime(at)}
    </time>
  );
}

export function relativeTime(at: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(at) - nowMs) / 1000);
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  const unit = units.find(([, size]) => Math.abs(seconds) >= size);
  return unit ? format.format(Math.round(seconds / unit[1]), unit[0]) : format.format(0, 'minute');
}

export function exactTime(at: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));
}

/** A day (`YYYY-MM-DD`) as 21 Nov 2026. */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}
