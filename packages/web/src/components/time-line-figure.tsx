import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { navigateTo } from '../app/navigate.ts';
import { textsOf } from '../messages/catalogue.ts';
import { formatNumber } from '../messages/shared.ts';
import { type Cluster, clustersOf, type LineMark, marksIn, type Span, shareOf } from './time-line.ts';
import { exactTime } from './when.tsx';

const en = {
  hint: 'Left and right go from mark to mark, enter opens one, page up and down move the time, plus and minus zoom',
  nothing: 'Nothing in this time.',
  marks: (count: string) => `${count} marks`,
};
const texts = textsOf({ en });

export type MarkShape = 'disc' | 'diamond' | 'square' | 'triangle';

export type Lane = {
  readonly id: string;
  readonly label: string;
  readonly shape: MarkShape;
  readonly marks: readonly LineMark[];
};

/** Time for which something is missing; hatched. */
export type HatchedLane = {
  readonly id: string;
  readonly label: string;
  /** Since when what is not hatched is known; drawn as a solid bar. Null where hatching is all there is to say. */
  readonly knownFromMs: number | null;
  readonly spans: readonly (Span & { readonly text: string })[];
};

type TimeLineFigureProps = {
  readonly label: string;
  readonly span: Span;
  readonly lanes: readonly Lane[];
  readonly hatched: readonly HatchedLane[];
  readonly onShift: (steps: number) => void;
  readonly onZoom: (steps: number) => void;
};

/** Marks nearer than this share of the width would lie on each other. */
const nearness = { wide: 0.018, narrow: 0.055 } as const;
const narrowScreen = '(width < 40rem)';
const ticksMax = 5;

/** Lanes of marks over one stretch of time. Walked mark by mark with the keys; what is missing is hatched, never blank. */
export function TimeLineFigure({ label, span, lanes, hatched, onShift, onZoom }: TimeLineFigureProps) {
  const [chosenId, setChosenId] = useState('');
  const marks = marksIn(
    lanes.flatMap((lane) => lane.marks),
    span,
  );
  const near = window.matchMedia(narrowScreen).matches ? nearness.narrow : nearness.wide;
  const place = marks.findIndex(({ id }) => id === chosenId);
  const chosen = marks[place] ?? marks.at(-1);
  const go = (next: number) => setChosenId(marks[Math.max(0, Math.min(marks.length - 1, next))]?.id ?? '');
  const onKeyDown = (event: KeyboardEvent) => {
    const current = place === -1 ? marks.length - 1 : place;
    const run = {
      ArrowLeft: () => go(current - 1),
      ArrowRight: () => go(current + 1),
      Home: () => go(0),
      End: () => go(marks.length - 1),
      PageUp: () => onShift(-1),
      PageDown: () => onShift(1),
      '+': () => onZoom(1),
      '-': () => onZoom(-1),
      Enter: () => chosen?.href && navigateTo(chosen.href),
    }[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };
  return (
    <figure>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, marks.length - 1)}
        aria-valuenow={Math.max(0, place === -1 ? marks.length - 1 : place)}
        aria-valuetext={chosen ? wordsOf(chosen) : texts.nothing}
        title={texts.hint}
        onKeyDown={onKeyDown}
        className="rounded-md border border-line bg-raised py-2"
      >
        {hatched.map((lane) => (
          <LaneRow key={lane.id} label={lane.label}>
            <Hatches lane={lane} span={span} />
          </LaneRow>
        ))}
        {lanes.map((lane) => (
          <LaneRow key={lane.id} label={lane.label}>
            <span className="absolute inset-x-0 top-1/2 border-t border-line" />
            {clustersOf(lane.marks, span, near).map((cluster) => (
              <ClusterMark
                key={cluster.marks[0].id}
                {...{ cluster, chosen, shape: lane.shape, onChoose: setChosenId }}
              />
            ))}
          </LaneRow>
        ))}
        <Axis span={span} />
      </div>
      <figcaption className="number mt-2 min-h-6 text-sm text-soft" aria-hidden="true">
        {chosen ? wordsOf(chosen) : texts.nothing}
      </figcaption>
    </figure>
  );
}

function LaneRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid items-center gap-x-3 px-3 sm:grid-cols-[9.5rem_minmax(0,1fr)]" aria-hidden="true">
      <span className="text-sm text-note max-sm:-mb-1 max-sm:text-xs">{label}</span>
      <div className="relative mx-2 h-8">{children}</div>
    </div>
  );
}

function Hatches({ lane, span }: { lane: HatchedLane; span: Span }) {
  return (
    <>
      <span className="absolute inset-x-0 top-2 h-4 rounded-sm bg-sunken" />
      {lane.knownFromMs !== null && (
        <span
          className="absolute top-2 right-0 h-4 rounded-sm bg-accent/25"
          style={{ left: `${shareOf(lane.knownFromMs, span) * 100}%` }}
        />
      )}
      {lane.spans.map((one) => {
        const left = shareOf(one.fromMs, span);
        const width = shareOf(one.toMs, span) - left;
        return (
          <span
            key={`${one.fromMs} ${one.toMs} ${one.text}`}
            title={one.text}
            className="hatched absolute top-2 h-4 min-w-1 rounded-sm bg-unsure-tint"
            style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
          />
        );
      })}
    </>
  );
}

type ClusterMarkProps = {
  readonly cluster: Cluster;
  readonly shape: MarkShape;
  readonly chosen: LineMark | undefined;
  readonly onChoose: (id: string) => void;
};

function ClusterMark({ cluster: { marks, share }, shape, chosen, onChoose }: ClusterMarkProps) {
  const isChosen = marks.some(({ id }) => id === chosen?.id);
  const newest = marks.at(-1) ?? marks[0];
  const words =
    marks.length === 1 ? wordsOf(newest) : `${texts.marks(formatNumber(marks.length))}: ${wordsOf(newest)}`;
  return (
    <span
      title={words}
      onPointerEnter={() => onChoose(newest.id)}
      onPointerDown={() => onChoose(newest.id)}
      className="absolute top-1/2 flex size-6 -translate-x-1/2 -translate-y-1/2 items-center justify-center"
      style={{ left: `${share * 100}%` }}
    >
      <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" className="text-accent">
        {isChosen && <circle r="8" fill="none" stroke="var(--ink)" strokeWidth="1.5" />}
        <path
          d={shapes[shape]}
          fill={marks.length > 1 ? 'currentColor' : 'var(--raised)'}
          stroke="currentColor"
          strokeWidth="1.6"
        />
      </svg>
    </span>
  );
}

const shapes: Readonly<Record<MarkShape, string>> = {
  disc: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z',
  diamond: 'M0 -5.4 5.4 0 0 5.4 -5.4 0Z',
  square: 'M-4 -4H4V4H-4Z',
  triangle: 'M0 -5 5 4H-5Z',
};

function Axis({ span }: { span: Span }) {
  const times = Array.from({ length: ticksMax }, (_, place) => place / (ticksMax - 1));
  return (
    <div className="grid gap-x-3 px-3 sm:grid-cols-[9.5rem_minmax(0,1fr)]" aria-hidden="true">
      <span className="max-sm:hidden" />
      <div className="number mx-2 flex justify-between border-t border-edge pt-1 text-xs text-note">
        {times.map((share) => (
          <span key={share} className={share === 0.25 || share === 0.75 ? 'max-sm:hidden' : ''}>
            {tickText(span.fromMs + share * (span.toMs - span.fromMs), span)}
          </span>
        ))}
      </div>
    </div>
  );
}

const dayMs = 86_400_000;

function tickText(atMs: number, { fromMs, toMs }: Span): string {
  const isShort = toMs - fromMs <= 2 * dayMs;
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isShort ? { hour: '2-digit', minute: '2-digit' } : {}),
    ...(toMs - fromMs > 180 * dayMs ? { year: '2-digit' } : {}),
  }).format(atMs);
}

function wordsOf({ atMs, text }: LineMark): string {
  return `${exactTime(new Date(atMs).toISOString())}: ${text}`;
}
