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
  if (removal.attestedAt !== null) return judgeAttested(removal, removal.attestedAt, asOf);
  if (asOf < removal.dueAt) {
    const reason = 'the time allowed to remove it has not run out';
    return { outcome: 'not-applicable', code: 'not-due', reason, reevaluateAt: removal.dueAt };
  }
  return judgePresent(removal);
}

function judgeAbsent({ lastSeenAt, dueAt }: Removal, firstAbsentAt: string): Finding {
  if (firstAbsentAt <= dueAt) {
    return { outcome: 'pass', code: 'gone', reason: 'a complete list taken in time no longer holds it' };
  }
  if (lastSeenAt !== null && lastSeenAt > dueAt) {
    return fail('gone-late', 'it is gone, and was still there when the time had run out');
  }
  return unknown(
    'gone-when-unknown',
    'it is gone, and no complete list was taken in time to show when',
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
