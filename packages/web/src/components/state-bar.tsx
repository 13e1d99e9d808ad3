import { formatNumber, shared } from '../messages/shared.ts';
import { type State, StateShape, stateLooks, type Tone } from './state-shape.tsx';

const fills: Readonly<Record<Tone, string>> = {
  ok: 'bg-ok',
  fail: 'bg-fail',
  unsure: 'hatched bg-unsure-tint',
  quiet: 'bg-line',
};

/** How many things are in each state, as one bar and in words. */
export function StateBar({ counts }: { counts: readonly (readonly [State, number])[] }) {
  const shown = counts.filter(([, count]) => count > 0);
  return (
    <div>
      <div className="flex h-2.5 gap-px overflow-hidden rounded-sm" aria-hidden="true">
        {shown.map(([state, count]) => (
          <div key={state} className={`min-w-1 ${fillOf(state)}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <p className="number mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
        {shown.map(([state, count]) => (
          <span key={state} className="inline-flex items-center gap-1.5">
            <StateShape state={state} size={11} />
            {formatNumber(count)} {shared.states[state].toLowerCase()}
          </span>
        ))}
      </p>
    </div>
  );
}

function fillOf(state: State): string {
  if (state === 'partly-covered') return 'bg-ok/50';
  if (state === 'not-evidenced') return 'bg-edge/60';
  return fills[stateLooks[state][1]];
}
