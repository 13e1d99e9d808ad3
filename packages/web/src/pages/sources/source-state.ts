import type { Connection } from '@daybook/client';
import type { State } from '../../components/state-shape.tsx';

/** One state for a source: what its last reading says first, then whether all it lists is whole. */
export function sourceState({ lastPull, populations }: Pick<Connection, 'lastPull' | 'populations'>): State {
  if (lastPull === null) return 'pending';
  if (lastPull.state === 'running') return 'running';
  if (lastPull.state === 'failed' || lastPull.state === 'abandoned') return lastPull.state;
  const isWhole = populations.length > 0 && populations.every(({ isComplete }) => isComplete);
  return isWhole ? 'complete' : 'incomplete';
}
