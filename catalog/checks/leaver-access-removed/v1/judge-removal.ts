import type { FactOf, Finding } from '@daybook/kit';

type Removal = FactOf<'access-removal'>;

/**
 * Whether it is gone, and was in time. The moment it went lies between the last complete list that held it and the first
 * without it: only where both lie on the same side of the due time is anything certain.
 */
export function judgeRemoval(removal: Removal, asOf: string): Finding {
  if (removal.firstAbsentAt !== null) return judgeAbsent(removal, removal.firstAbsentAt);
  if (removal.approvedAgainAt !== null) {
    return {
      outcome: 'not-applicable',
      code: 'kept',
      reason: 'somebody decided with a reason that it stays',
    };
  }
  if (removal.state === 'withdrawn') return judgeWithdrawn(removal);
  if (removal.attestedAt !== null) return judgeAttested(removal, removal.attestedAt, asOf);
  return judgeExcepted(removal, asOf) ?? judgeWaiting(removal, asOf);
}

function judgeWaiting(removal: Removal, asOf: string): Finding {
  if (asOf < removal.dueAt) {
    const reason = 'the time allowed to remove it has not run out';
    return { outcome: 'not-applicable', code: 'not-due', reason, reevaluateAt: removal.dueAt };
  }
  return judgePresent(removal);
}

/** Null where nothing is excepted now. What was asked for only after the time had run out excuses nothing. */
function judgeExcepted({ state, exceptedAt, exceptedUntil, dueAt }: Removal, asOf: string): Finding | null {
  if (state !== 'excepted' || exceptedAt === null || exceptedUntil === null) return null;
  if (asOf >= exceptedUntil || exceptedAt > dueAt) return null;
  return {
    outcome: 'not-applicable',
    code: 'excepted',
    reason: 'two people decided with a reason that it may stay until a day; it is not gone',
    reevaluateAt: exceptedUntil,
  };
}

/** What a complete list showed of it, and the machine word for that. */
const shown = {
  gone: ['gone', 'a complete list taken in time no longer holds it'],
  disabled: ['disabled', 'a complete list taken in time still holds it, switched off'],
  'handed-over': ['handed-over', 'a complete list taken in time still holds it, as somebody else’s'],
  rotated: ['rotated', 'a complete list taken in time tells that it was changed since'],
} as const;

function shownAs({ state }: Removal): readonly [string, string] {
  return state === 'disabled' || state === 'handed-over' || state === 'rotated' ? shown[state] : shown.gone;
}

function judgeAbsent(removal: Removal, firstAbsentAt: string): Finding {
  const { lastSeenAt, dueAt } = removal;
  if (firstAbsentAt <= dueAt) {
    const [code, reason] = shownAs(removal);
    return { outcome: 'pass', code, reason };
  }
  if (lastSeenAt !== null && lastSeenAt > dueAt) {
    return fail('gone-late', 'it was taken away, and was still there when the time had run out');
  }
  return unknown(
    'gone-when-unknown',
    'it was taken away, and no complete list was taken in time to show when',
    'have the list collected more often than the time allowed for a removal',
  );
}

/** Only what was withdrawn after its time had run out is on the list: nobody can make what was late unseen by that. */
function judgeWithdrawn({ lastSeenAt, dueAt }: Removal): Finding {
  if (lastSeenAt !== null && lastSeenAt >= dueAt) {
    return fail(
      'withdrawn-late',
      'it was still there when the time had run out; only then was it said that it may stay',
    );
  }
  return unknown(
    'withdrawn-unseen',
    'it was said only after the time had run out that it may stay, and no complete list was had between',
    'have the list collected more often than the time allowed for a removal',
  );
}

function judgeAttested({ attestedUntil, dueAt }: Removal, attestedAt: string, asOf: string): Finding {
  if (attestedUntil === null || asOf >= attestedUntil) {
    return unknown(
      'attestation-expired',
      'two people said that it is gone, and their word has expired',
      'have two people look again, or collect a complete list of the system',
    );
  }
  if (attestedAt > dueAt) {
    return unknown(
      'attested-late',
      'two people said that it is gone after the time had run out, so nobody knows when it went',
      'have two people look before the time allowed runs out',
    );
  }
  const reason = 'two people said in time that it is gone, which is weaker than a list without it';
  return { outcome: 'pass', code: 'attested', reason, reevaluateAt: attestedUntil };
}

function judgePresent({ lastSeenAt, dueAt, isObservable }: Removal): Finding {
  if (lastSeenAt !== null && lastSeenAt >= dueAt) {
    return fail('still-there', 'it was still there when the time had run out');
  }
  if (isObservable === true) {
    return unknown(
      'not-seen-since',
      'its time has run out, and no complete list has been had since',
      'collect a complete list of the system',
    );
  }
  return unknown(
    'nobody-vouches',
    'its time has run out, no list can show it, and nobody said that it is gone',
    'have two people look and say what they saw',
  );
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string, settle: string): Finding {
  return { outcome: 'unknown', code, reason, settle };
}
