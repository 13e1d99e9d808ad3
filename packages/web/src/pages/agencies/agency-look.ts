import type { Agency } from '@daybook/client';
import type { State } from '../../components/state-shape.tsx';

/** What of an ended agency is still there, as far as lists tell: linked to it, or open in its run, its people included. */
export function leftOf({ state, accounts, run }: Pick<Agency, 'state' | 'accounts' | 'run'>): number {
  return state === 'ended' ? Math.max(accounts, run?.open ?? 0) : 0;
}

/** None found settles nothing while some list is not whole: that is unknown, and never done. */
export function lookOf(
  agency: Pick<Agency, 'state' | 'accounts' | 'run' | 'engagementUntil' | 'openLists'>,
): State {
  const { state, engagementUntil, openLists } = agency;
  if (leftOf(agency) > 0) return 'failing';
  if (state === 'ended') return openLists.length > 0 ? 'unknown' : 'not-applicable';
  if (state === 'ending' || state === 'not-begun') return 'pending';
  return engagementUntil === null ? 'unknown' : 'running';
}
