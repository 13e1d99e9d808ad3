import type { Ribbon } from '@daybook/client';
import { type KeyboardEvent, useState } from 'react';
import { textsOf } from '../messages/catalogue.ts';
import { formatNumber, shared } from '../messages/shared.ts';
import { StateMark, stateOf } from './state-mark.tsx';
import { stateLooks, type Tone } from './state-shape.tsx';
import { dayText } from './when.tsx';

type Day = Ribbon['days'][number];

const en = {
  label: 'Day by day',
  hint: 'Arrow keys move by a day',
  counts: (fail: string, unknown: string, total: string) => `${fail} fail, ${unknown} unknown, N = ${total}`,
  legend: 'Hatched: nobody could look',
};
const texts = textsOf({ en });

const heightPx = 34;
const fills: Readonly<Record<Tone, string>> = {
  ok: 'h-full bg-ok',
  fail: 'h-full bg-fail',
  unsure: 'h-full hatched bg-unsure-tint',
  quiet: 'h-2/5 bg-line',
};

/** A control's window as one line, one bar a day. Time nobody observed is hatched, never left out. */
export function ControlRibbon({ ribbon, isSmall = false }: { ribbon: Ribbon; isSmall?: boolean }) {
  const { days } = ribbon;
  const [index, setIndex] = useState(days.length - 1);
  const day = days[index] ?? days.at(-1);
  if (day === undefined) return null;
  if (isSmall) return <Bars days={days} chosen={-1} height={14} />;
  const move = (event: KeyboardEvent) => {
    const next = keyTarget(event.key, index, days.length);
    if (next === null) return;
    event.preventDefault();
    setIndex(next);
  };
  return (
    <figure>
      <div
        role="slider"
        tabIndex={0}
        aria-label={texts.label}
        aria-valuemin={0}
        aria-valuemax={days.length - 1}
        aria-valuenow={index}
        aria-valuetext={dayWords(day)}
        title={texts.hint}
        onKeyDown={move}
        onPointerMove={(event) => setIndex(indexAt(event.currentTarget, event.clientX, days.length))}
        className="cursor-crosshair"
      >
        <Bars days={days} chosen={index} height={heightPx} />
      </div>
      <div className="number mt-1 flex justify-between text-xs text-note">
        <span>{dayText(ribbon.from)}</span>
        <span>{dayText(days.at(-1)?.day ?? ribbon.to)}</span>
      </div>
      <figcaption className="mt-2 flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1 text-sm text-soft">
        <span className="number w-[6.5rem] font-medium text-ink">{dayText(day.day)}</span>
        <StateMark state={stateOf(day.state)} />
        {day.counts && <span className="number">{countsWords(day)}</span>}
      </figcaption>
    </figure>
  );
}

/** Days that follow one another in the same state are one piece, so that hatching runs through. */
function Bars({ days, chosen, height }: { days: readonly Day[]; chosen: number; height: number }) {
  return (
    <div
      aria-hidden="true"
      className="relative flex items-end gap-px overflow-hidden rounded-sm bg-sunken"
      style={{ height }}
    >
      {runsOf(days).map(({ state, first, count }) => (
        <div key={first} className={lookOf(state)} style={{ flexGrow: count, flexBasis: 0 }} />
      ))}
      {chosen >= 0 && (
        <div
          className="absolute inset-y-0 min-w-0.5 bg-ink/35"
          style={{ left: `${(chosen / days.length) * 100}%`, width: `${100 / days.length}%` }}
        />
      )}
    </div>
  );
}

type Run = { readonly state: Day['state']; readonly first: string; readonly count: number };

function runsOf(days: readonly Day[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { day, state } of days) {
    const last = runs.at(-1);
    if (last?.state === state) runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ state, first: day, count: 1 });
  }
  return runs;
}

function lookOf(state: Day['state']): string {
  if (state === 'unobserved') return 'h-full hatched-faint';
  const [shape, tone] = stateLooks[stateOf(state)];
  return shape === 'hatched' ? 'h-full hatched bg-unsure-tint' : fills[tone];
}

function keyTarget(key: string, index: number, count: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    PageUp: index - 7,
    PageDown: index + 7,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target));
}

function indexAt(element: HTMLElement, x: number, count: number): number {
  const { left, width } = element.getBoundingClientRect();
  return Math.max(0, Math.min(count - 1, Math.floor(((x - left) / width) * count)));
}

function dayWords(day: Day): string {
  const state = `${dayText(day.day)}: ${shared.states[stateOf(day.state)]}`;
  return day.counts ? `${state}, ${countsWords(day)}` : state;
}

function countsWords({ counts }: Day): string {
  if (counts === null) return '';
  const total = counts.pass + counts.fail + counts.unknown + counts.notApplicable;
  return texts.counts(formatNumber(counts.fail), formatNumber(counts.unknown), formatNumber(total));
}
