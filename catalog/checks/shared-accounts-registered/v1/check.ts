import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

type Account = FactOf<'account'>;
type Link = FactOf<'account-link'>;

export const check = defineCheck({
  id: 'shared-accounts-registered',
  version: 1,
  title: 'Accounts that no single person has are registered',
  summary:
    'Each enabled account that several people use, or that belongs to nobody known, is registered with somebody who answers for it.',
  control: 'shared-accounts',
  population: 'account',
  related: {
    kind: 'account-link',
    scope: 'same',
    keys: ({ system, holder }) => [`${system}/${holder}`],
  },
  evaluate(item, related, { asOf }) {
    if (item.value.isEnabled === false) {
      return notApplicable('account-disabled', 'the account is disabled');
    }
    const [link] = related.items.map(({ value }) => value);
    if (link === undefined) return unknown('whose-not-known', 'nothing tells yet whose account this is');
    return exemption(item.value, link) ?? judgeShared(link, related.isComplete, asOf);
  },
});

function exemption(account: Account, link: Link): Finding | null {
  if (link.isGeneric || account.accountKind === 'shared' || link.isRegistered) return null;
  if (link.belongsTo === 'person') return notApplicable('one-person', 'it belongs to one person');
  if (link.belongsTo === 'bot' || account.accountKind === 'service') {
    return notApplicable('service-account', 'it belongs to a service, not to people');
  }
  return link.belongsTo === 'agency'
    ? notApplicable('agency', 'it belongs to an agency that is known')
    : null;
}

function judgeShared(link: Link, isComplete: boolean, asOf: string): Finding {
  return link.isRegistered ? judgeCustodian(link, isComplete, asOf) : judgeUnregistered(link, isComplete);
}

function judgeUnregistered(link: Link, isComplete: boolean): Finding {
  if (link.isGeneric) return fail('generic', 'its name says that several use it, and nobody registered it');
  if (link.belongsTo !== 'unknown') return fail('shared', 'several people use it, and nobody registered it');
  return isComplete
    ? fail('without-person', 'it belongs to nobody who is known, and nobody registered it')
    : unknown(
        'people-not-seen',
        'its person was not found, and the lists of people are missing or not complete',
      );
}

/** Passes only where a whole list has them, their last day in the organisation's zone not over. */
function judgeCustodian(link: Link, isComplete: boolean, asOf: string): Finding {
  const { custodian, endsOn, endsAt, isActive } = link;
  if (custodian === null) return fail('no-custodian', 'it is registered, and nobody answers for it');
  const endsMs = endsOn === null ? null : endsAt == null ? Date.parse(endsOn) + dayMs : Date.parse(endsAt);
  if (isActive === false || (endsMs !== null && Date.parse(asOf) >= endsMs))
    return fail('custodian-left', 'whoever answered for it is no longer here');
  const reevaluation = endsMs === null ? {} : { reevaluateAt: new Date(endsMs).toISOString() };
  if (!isComplete) {
    const reason =
      'whether whoever answers for it is still here cannot be said: the lists are missing or not complete';
    return { ...unknown('people-not-seen', reason), ...reevaluation };
  }
  if (isActive === 'unknown' && link.startsOn === null && endsOn === null)
    return unknown('custodian-unsure', 'no list tells whether whoever answers for it is active');
  const reason = 'it is registered, and somebody who is here answers for it';
  return { outcome: 'pass', code: 'registered', reason, ...reevaluation };
}

function notApplicable(code: string, reason: string): Finding {
  return { outcome: 'not-applicable', code, reason };
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string): Finding {
  return {
    outcome: 'unknown',
    code,
    reason,
    settle: 'import a complete list of people, or say whose account it is',
  };
}

const dayMs = 86_400_000;
