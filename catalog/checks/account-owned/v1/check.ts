import { defineCheck, type FactOf, type Finding, type Item } from '@daybook/kit';

type Account = FactOf<'account'>;
type Person = FactOf<'person'>;

export const check = defineCheck({
  id: 'account-owned',
  version: 1,
  title: 'Account belongs to a known, active person',
  summary:
    'Each enabled account is held by, or answered for by, a person on the lists of people who works for the organisation or a partner today.',
  control: 'account-ownership',
  population: 'account',
  related: {
    kind: 'person',
    scope: 'any',
    keys: (account) => (account.owner === null ? [account.holder] : [account.holder, account.owner]),
  },
  evaluate(item, related, { asOf }) {
    if (item.value.isEnabled === false) {
      return { outcome: 'not-applicable', code: 'account-disabled', reason: 'the account is disabled' };
    }
    const people = answerable(item.value, related.items);
    if (people.length === 0) return judgeUnowned(item.value, related.isComplete);
    return bestOf(people.map((person) => judgePerson(person, asOf)));
  },
});

/**
 * Who must be active: for a person's account the holder, so that a leaver's account is found although somebody else is
 * named for it; for a service account the named owner. The other of the two only where the first is on no list.
 */
function answerable(account: Account, items: readonly Item<'person'>[]): readonly Person[] {
  const owner = account.owner ?? account.holder;
  const order = account.accountKind === 'service' ? [owner, account.holder] : [account.holder, owner];
  for (const subject of order) {
    const people = items.filter((item) => item.value.person === subject).map((item) => item.value);
    if (people.length > 0) return people;
  }
  return [];
}

function judgeUnowned(account: Account, isComplete: boolean): Finding {
  if (isComplete) {
    const isNameless = account.accountKind === 'service' && account.owner === null;
    if (isNameless) return fail('no-owner', 'nobody is named for this service account');
    return fail('not-a-known-person', 'its holder is on no list of people');
  }
  return {
    outcome: 'unknown',
    code: 'people-not-seen',
    reason: 'its holder has not been found, and the lists of people are missing or not complete',
    settle: 'import a complete, current list of people',
  };
}

function judgePerson(person: Person, asOf: string): Finding {
  const nowMs = Date.parse(asOf);
  const startsMs = person.startsOn === null ? null : Date.parse(person.startsOn);
  const endsMs = person.endsOn === null ? null : Date.parse(person.endsOn) + dayMs;
  if (person.isActive === false) return fail('person-inactive', 'its person is marked as no longer active');
  if (endsMs !== null && nowMs >= endsMs) return fail('person-left', 'its person has left');
  if (startsMs !== null && nowMs < startsMs) {
    return {
      ...fail('person-not-started', 'its person has not started yet'),
      reevaluateAt: new Date(startsMs).toISOString(),
    };
  }
  if (person.isActive === 'unknown' && startsMs === null && endsMs === null) {
    return {
      outcome: 'unknown',
      code: 'activity-unknown',
      reason: 'the list of people does not tell whether its person is active',
      settle: 'import people with their first and last day, or with their status',
    };
  }
  return {
    outcome: 'pass',
    code: 'active-person',
    reason: 'its person is known and active',
    ...(endsMs === null ? {} : { reevaluateAt: new Date(endsMs).toISOString() }),
  };
}

/** Someone on several lists is active where one of them says so. The earliest change of any of them is a reason to look again. */
function bestOf(findings: readonly Finding[]): Finding {
  const best =
    findings.find((finding) => finding.outcome === 'pass') ??
    findings.find((finding) => finding.outcome === 'unknown') ??
    findings[0];
  if (best === undefined) throw new Error('nobody to judge');
  const instants = findings.flatMap((finding) => finding.reevaluateAt ?? []).toSorted();
  return instants[0] === undefined ? best : { ...best, reevaluateAt: instants[0] };
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

const dayMs = 86_400_000;
