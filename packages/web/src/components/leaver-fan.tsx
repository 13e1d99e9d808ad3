import type { LeaverDetail, Removal } from '@daybook/client';
import { type KeyboardEvent, useState } from 'react';
import { textsOf } from '../messages/catalogue.ts';
import { type FanClock, type FanRow, fanClock, fanRows, rowWords } from './leaver-fan-rows.ts';
import { stateOfRemoval } from './removal-states.ts';
import { StateShape } from './state-shape.tsx';
import { shareOf } from './time-line.ts';
import { exactTime } from './when.tsx';

const en = {
  label: (name: string, open: number, of: number) =>
    `Everything that has to go with ${name}: ${of} items, ${open} open`,
  hint: 'Up and down go from item to item',
  effective: 'Left',
  legend: {
    known: 'seen in complete lists',
    between: 'ended somewhere here',
    unobserved: 'nobody could look',
    due: 'due',
  },
  none: 'Nothing of theirs was found in any list.',
};
const texts = textsOf({ en });

const rowPx = 44;
const fanPx = 56;

/** One leaver, all items: each ends between the last complete list with it and the first without, on one clock. */
export function LeaverFan({ run }: { run: LeaverDetail }) {
  const [chosen, setChosen] = useState(0);
  const clock = fanClock(run, Date.now());
  const rows = fanRows(run.removals);
  const items = rows.filter((row) => row.removal !== null);
  if (items.length === 0) return <p className="text-note">{texts.none}</p>;
  const current = items[Math.min(chosen, items.length - 1)]?.removal ?? null;
  const move = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: chosen - 1,
      ArrowDown: chosen + 1,
      Home: 0,
      End: items.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.max(0, Math.min(items.length - 1, next)));
  };
  return (
    <figure>
      <div
        role="slider"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={texts.label(run.name, run.counts.open, run.counts.items)}
        aria-valuemin={1}
        aria-valuemax={items.length}
        aria-valuenow={Math.min(chosen, items.length - 1) + 1}
        aria-valuetext={current === null ? '' : rowWords(current)}
        title={texts.hint}
        onKeyDown={move}
        className="rounded-md border border-line bg-raised px-3 py-2"
      >
        <div className="flex" aria-hidden="true">
          <Fan rows={rows} />
          <div className="min-w-0 flex-1">
            {rows.map((row) => (
              <Row
                key={row.id}
                {...{
                  row,
                  clock,
                  isChosen: row.removal === current,
                  onChoose: () => setChosen(items.indexOf(row)),
                }}
              />
            ))}
          </div>
        </div>
        <Axis clock={clock} />
      </div>
      <figcaption className="mt-2 space-y-1 text-sm">
        <p className="min-h-6 text-soft">{current === null ? '' : rowWords(current)}</p>
        <Legend />
      </figcaption>
    </figure>
  );
}

/** One line from the person to each of their items. */
function Fan({ rows }: { rows: readonly FanRow[] }) {
  const height = rows.length * rowPx;
  const middle = height / 2;
  return (
    <svg
      width={fanPx}
      height={height}
      viewBox={`0 0 ${fanPx} ${height}`}
      className="shrink-0 text-edge max-md:hidden"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="7" cy={middle} r="6" fill="currentColor" />
      {rows.map((row, i) => {
        const y = i * rowPx + rowPx / 2;
        return row.removal === null ? null : (
          <path
            key={row.id}
            d={`M12 ${middle} C ${fanPx * 0.6} ${middle}, ${fanPx * 0.3} ${y}, ${fanPx - 4} ${y}`}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.2"
            strokeDasharray={row.removal.state === 'open' ? undefined : '2 3'}
          />
        );
      })}
    </svg>
  );
}

type RowProps = {
  readonly row: FanRow;
  readonly clock: FanClock;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function Row({ row, clock, isChosen, onChoose }: RowProps) {
  if (row.removal === null) {
    return (
      <p className="flex items-end pb-1 text-sm font-medium text-soft" style={{ height: rowPx }}>
        {row.label}
      </p>
    );
  }
  const { removal } = row;
  return (
    <div
      onPointerEnter={onChoose}
      style={{ height: rowPx }}
      className={`grid items-center gap-x-3 rounded-sm px-1 max-md:grid-rows-2 md:grid-cols-[minmax(9rem,15rem)_minmax(0,1fr)] ${isChosen ? 'bg-accent-tint' : ''}`}
    >
      <span className="flex min-w-0 items-center gap-2 text-sm">
        <StateShape state={stateOfRemoval(removal)} />
        <span className="min-w-0 truncate">{row.label}</span>
      </span>
      <Track removal={removal} clock={clock} />
    </div>
  );
}

/** Seen, then ended somewhere in the hatching, then gone; or open to this day. */
function Track({ removal, clock }: { removal: Removal; clock: FanClock }) {
  const at = (instant: string) => shareOf(Date.parse(instant), clock.span) * 100;
  const seen = removal.lastSeenAt === null ? 0 : at(removal.lastSeenAt);
  const gone = removal.firstAbsentAt;
  const until = gone === null ? clock.nowShare * 100 : at(gone);
  const isOpen = removal.state === 'open';
  const effective = clock.effectiveShare * 100;
  return (
    <span className="relative block h-5">
      <span className="absolute inset-x-0 top-1/2 border-t border-line" />
      <Bar from={0} to={Math.min(seen, effective)} look="bg-edge/60" />
      <Bar from={effective} to={seen} look={isOpen ? 'bg-fail' : 'bg-edge'} />
      <Bar
        from={seen}
        to={until}
        look={gone === null ? 'hatched bg-unsure-tint' : 'hatched-faint bg-ok-tint'}
      />
      <span className="absolute inset-y-0 w-px bg-accent" style={{ left: `${effective}%` }} />
      {clock.covers(removal.dueAt) && (
        <span
          title={`${texts.legend.due} ${exactTime(removal.dueAt)}`}
          className={`absolute top-1 h-3 w-0.5 ${removal.isLate ? 'bg-fail' : 'bg-soft'}`}
          style={{ left: `${at(removal.dueAt)}%` }}
        />
      )}
      <span className="absolute inset-y-0 -ml-[7px] flex items-center" style={{ left: `${until}%` }}>
        <StateShape state={stateOfRemoval(removal)} />
      </span>
    </span>
  );
}

function Bar({ from, to, look }: { from: number; to: number; look: string }) {
  if (to <= from) return null;
  return (
    <span
      className={`absolute top-1.5 h-2 rounded-sm ${look}`}
      style={{ left: `${from}%`, width: `${to - from}%` }}
    />
  );
}

function Axis({ clock }: { clock: FanClock }) {
  const { fromMs, toMs } = clock.span;
  return (
    <div
      className="number mt-1 flex flex-wrap justify-between gap-x-3 border-t border-line pt-1 text-xs text-note"
      aria-hidden="true"
    >
      <span>{exactTime(new Date(fromMs).toISOString())}</span>
      <span className="text-accent">
        {texts.effective} {exactTime(clock.effectiveAt)}
      </span>
      <span>{exactTime(new Date(toMs).toISOString())}</span>
    </div>
  );
}

function Legend() {
  const { known, between, unobserved, due } = texts.legend;
  const swatch = (look: string) => (
    <span aria-hidden="true" className={`inline-block h-2 w-5 rounded-sm ${look}`} />
  );
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-note">
      <span className="inline-flex items-center gap-1.5">
        {swatch('bg-edge')} {known}
      </span>
      <span className="inline-flex items-center gap-1.5">
        {swatch('hatched-faint bg-ok-tint')} {between}
      </span>
      <span className="inline-flex items-center gap-1.5">
        {swatch('hatched bg-unsure-tint')} {unobserved}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="inline-block h-3 w-0.5 bg-soft" /> {due}
      </span>
    </p>
  );
}
