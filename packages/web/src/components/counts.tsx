import type { Counts } from '@daybook/client';
import { formatNumber, shared } from '../messages/shared.ts';
import { type State, StateShape } from './state-shape.tsx';

const parts: readonly (readonly [keyof Counts, State, string])[] = [
  ['fail', 'fail', 'bg-fail'],
  ['unknown', 'unknown', 'hatched bg-unsure-tint'],
  ['pass', 'pass', 'bg-ok'],
  ['notApplicable', 'not-applicable', 'bg-line'],
];

/** How the items of a population fell, with its N: never a share alone, and unknown as visible as failure. */
export function CountsBar({ counts }: { counts: Counts }) {
  const total = totalOf(counts);
  if (total === 0) return <p className="text-sm text-note">{shared.counts.none}</p>;
  const shown = parts.filter(([name]) => counts[name] > 0);
  return (
    <div>
      <div className="flex h-2.5 gap-px overflow-hidden rounded-sm" aria-hidden="true">
        {shown.map(([name, , look]) => (
          <div key={name} className={`min-w-1 ${look}`} style={{ flexGrow: counts[name] }} />
        ))}
      </div>
      <CountsLine counts={counts} />
    </div>
  );
}

export function CountsLine({ counts }: { counts: Counts }) {
  return (
    <p className="number mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
      {parts
        .filter(([name]) => counts[name] > 0)
        .map(([name, state]) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <StateShape state={state} size={11} />
            {formatNumber(counts[name])} {shared.counts[name]}
          </span>
        ))}
      <span className="text-note">{shared.counts.of(formatNumber(totalOf(counts)))}</span>
    </p>
  );
}

export function totalOf(counts: Counts): number {
  return counts.pass + counts.fail + counts.unknown + counts.notApplicable;
}
