import type { Absence } from '../../facts/index.ts';
import { provenStates } from './removal.ts';
import type { StoredRemoval } from './removals.store.ts';
import { type Shut, settle } from './settle.ts';

/** Why a removal is open again. */
export type Reopening = 'came-back' | 'still-listed' | 'attestation-expired' | 'exception-ended';

export type Judged = {
  readonly after: StoredRemoval;
  /** What has to be written down; null where at most the newest sighting changed. */
  readonly event: 'closed' | Reopening | null;
};

/** How a removal stands by the newest lists, the clock and what people said of it. */
export function judgeRemoval(
  removal: StoredRemoval,
  absence: Absence | null,
  {
    isAttestedList,
    now,
    account = null,
  }: { readonly isAttestedList: boolean; readonly now: string; readonly account?: Shut | null },
): Judged {
  if (removal.state === 'withdrawn' || removal.state === 'approved-again')
    return { after: removal, event: null };
  const told = settle(removal, absence, isAttestedList, account);
  const isProven = provenStates.includes(removal.state);
  // What was proven keeps the entries that prove it.
  const { positions: _newest, ...seen } = told;
  if (told.state !== 'open') {
    if (isProven) return { after: { ...removal, usedAfterAt: told.usedAfterAt }, event: null };
    const positions = [...new Set([...removal.positions, ...told.positions])];
    return { after: { ...removal, ...seen, positions }, event: 'closed' };
  }
  const why = reopening(removal, absence, now);
  if (why !== null) {
    const returns = removal.returns + (why === 'came-back' ? 1 : 0);
    return { after: { ...withoutWords(removal), ...seen, returns }, event: why };
  }
  if (isProven) return { after: removal, event: null };
  return { after: { ...removal, ...seen, state: removal.state, firstAbsentAt: null }, event: null };
}

function reopening(removal: StoredRemoval, absence: Absence | null, now: string): Reopening | null {
  const { state, attestedUntil, exceptedUntil, confirmedAt } = removal;
  if (provenStates.includes(state)) return absence?.isThere === true ? 'came-back' : null;
  if (state === 'attested') {
    if (attestedUntil !== null && attestedUntil <= now) return 'attestation-expired';
    const isContradicted =
      absence?.isThere === true && absence.isObservable && !removal.isAttestedOnly
        ? (absence.lastSeenAt ?? '') > (confirmedAt ?? '')
        : false;
    return isContradicted ? 'still-listed' : null;
  }
  if (state === 'excepted' && exceptedUntil !== null && exceptedUntil <= now) return 'exception-ended';
  return null;
}

/** What people said is over; it stays in the ledger. */
function withoutWords(removal: StoredRemoval): StoredRemoval {
  return {
    ...removal,
    ...{ attestedBy: null, attestedAt: null, confirmedBy: null, confirmedAt: null, attestedUntil: null },
    ...{
      attestation: null,
      exceptedBy: null,
      exceptedAt: null,
      exceptionApprovedBy: null,
      exceptedUntil: null,
    },
    exceptionReason: null,
  };
}
