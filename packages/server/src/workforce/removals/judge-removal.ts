import type { Absence } from '../../facts/index.ts';
import { noRenewal } from './open-removals.ts';
import { provenStates } from './removal.ts';
import type { StoredRemoval } from './removals.store.ts';
import { type Settlement, type Shut, settle } from './settle.ts';

/** Why a removal is open again. */
export type Reopening = 'came-back' | 'still-listed' | 'attestation-expired' | 'exception-ended';

const renamed =
  'its account was renamed, and is the same one by the id its source gives it: it has to go under its new name';
const unclear =
  'several accounts have the id its source gave it since: nobody can tell which of them it is, or whether it is gone';

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
    isUnclear = false,
  }: {
    readonly isAttestedList: boolean;
    readonly now: string;
    readonly account?: Shut | null;
    /** Its account is gone, and several others have its id since. */
    readonly isUnclear?: boolean;
  },
): Judged {
  if (removal.state === 'withdrawn' || removal.state === 'approved-again')
    return { after: removal, event: null };
  const settled = settle(removal, absence, isAttestedList, account);
  const told = isUnclear ? leftOpen(settled) : withReason(settled, removal);
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
    return { after: { ...afterWords(removal, why), ...seen, returns }, event: why };
  }
  if (isProven) return { after: removal, event: null };
  return { after: { ...removal, ...seen, state: removal.state, firstAbsentAt: null }, event: null };
}

/** Several accounts it may be: no list proves that it is gone. */
function leftOpen(told: Settlement): Settlement {
  if (told.state !== 'gone' && told.state !== 'handed-over') return told;
  const reasons = [...told.reasons, unclear];
  return { ...told, state: 'open', firstAbsentAt: null, isObservable: false, reasons };
}

function withReason(told: Settlement, { renamedAt }: StoredRemoval): Settlement {
  return renamedAt === null || told.state !== 'open'
    ? told
    : { ...told, reasons: [...told.reasons, renamed] };
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

/** Whoever began to say it again has said the first half of it. */
function afterWords(removal: StoredRemoval, why: Reopening): StoredRemoval {
  const none = withoutWords(removal);
  if (why === 'attestation-expired') {
    const { attestedAnewBy, attestedAnewAt, attestationAnew } = removal;
    return { ...none, attestedBy: attestedAnewBy, attestedAt: attestedAnewAt, attestation: attestationAnew };
  }
  if (why !== 'exception-ended') return none;
  const { exceptedAnewBy, exceptedAnewAt, exceptedAnewUntil, exceptionReasonAnew } = removal;
  const asked = { exceptedBy: exceptedAnewBy, exceptedAt: exceptedAnewAt, exceptedUntil: exceptedAnewUntil };
  return { ...none, ...asked, exceptionReason: exceptionReasonAnew };
}

/** What people said is over; it stays in the ledger. */
export function withoutWords(removal: StoredRemoval): StoredRemoval {
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
    ...noRenewal,
  };
}
