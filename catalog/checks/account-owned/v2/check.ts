import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

type Account = FactOf<'account'>;
type Link = FactOf<'account-link'>;

export const check = defineCheck({
  id: 'account-owned',
  version: 2,
  title: 'Account belongs to a known, active person',
  summary:
    'Each enabled account belongs to, or is answered for by, a person or an agency that is known and works with us today, by rule or by somebody’s word.',
  control: 'account-ownership',
  population: 'account',
  related: {
    kind: 'account-link',
    scope: 'same',
    keys: ({ system, holder }) => [`${system}/${holder}`],
  },
  evaluate(item, related, { asOf }) {
    if (item.value.isEnabled === false) {
      return { outcome: 'not-applicable', code: 'account-disabled', reason: 'the account is disabled' };
    }
    const [link] = related.items.map(({ value }) => value);
    if (link === undefined) return unseen('nothing tells yet whose account this is');
    return (
      judgeUnowned(item.value, link, related.isComplete) ??
      judgeGone(link, asOf) ??
      judgeHere(link, related.isComplete, asOf)
    );
  },
});

/** Null where somebody is known to answer for it. */
function judgeUnowned(account: Account, link: Link, isComplete: boolean): Finding | null {
  if (link.isRegistered && link.custodian !== null) return null;
  if (link.belongsTo === 'unknown') {
    if (!isComplete)
      return unseen('its person was not found, and the lists of people are missing or not complete');
    return fail('not-a-known-person', 'it belongs to nobody who is known');
  }
  if (link.belongsTo === 'bot') {
    if (link.custodian !== null) return null;
    if (account.owner === null) return fail('no-owner', 'nobody is named for this service account');
    if (!isComplete)
      return unseen('who is named for it was not found, and the lists of people are not complete');
    return fail('owner-not-known', 'who is named for this service account is on no list of people');
  }
  if (link.confidence === 'certain' || link.confidence === 'likely') return null;
  return {
    outcome: 'unknown',
    code: 'link-unsure',
    reason: 'whose account it is can only be guessed',
    settle: 'say whose account it is',
  };
}

/** Null where nothing told says that they are not here. */
function judgeGone(link: Link, asOf: string): Finding | null {
  const nowMs = Date.parse(asOf);
  const { startsMs, endsMs } = boundsOf(link);
  const words = wordsOf(link);
  if (link.isActive === false) return fail('person-inactive', words.inactive);
  if (endsMs !== null && nowMs >= endsMs) return fail('person-left', words.left);
  if (startsMs !== null && nowMs < startsMs) {
    return {
      ...fail('person-not-started', words.notStarted),
      reevaluateAt: new Date(startsMs).toISOString(),
    };
  }
  return null;
}

/** Whoever left since a list was last whole is still on it; engagements of agencies are kept here, whatever lists say. */
function judgeHere(link: Link, isComplete: boolean, asOf: string): Finding {
  const { startsMs, endsMs } = boundsOf(link);
  const reevaluation =
    endsMs === null || endsMs <= Date.parse(asOf) ? {} : { reevaluateAt: new Date(endsMs).toISOString() };
  if (!isComplete && link.belongsTo !== 'agency') {
    const reason = 'whether its person is still here cannot be said: the lists are missing or not complete';
    return { ...unseen(reason), ...reevaluation };
  }
  if (link.isActive === 'unknown' && startsMs === null && endsMs === null) {
    return {
      outcome: 'unknown',
      code: 'activity-unknown',
      reason: 'the lists do not tell whether its person is active',
      settle: 'import people with their first and last day, or with their status',
    };
  }
  return { outcome: 'pass', code: 'active-person', reason: wordsOf(link).active, ...reevaluation };
}

/** The instants between which they are here, in the organisation's zone where it is told. */
function boundsOf({ startsOn, endsOn, startsAt, endsAt }: Link) {
  return {
    startsMs: startsOn === null ? null : Date.parse(startsAt ?? startsOn),
    endsMs: endsOn === null ? null : endsAt == null ? Date.parse(endsOn) + dayMs : Date.parse(endsAt),
  };
}

function wordsOf({ belongsTo }: Link) {
  return belongsTo === 'agency' ? agencyWords : personWords;
}

const personWords = {
  inactive: 'its person is no longer active, or went from the lists',
  left: 'its person has left',
  notStarted: 'its person has not started yet',
  active: 'its person is known and active',
} as const;

const agencyWords = {
  inactive: 'the engagement of its agency is marked as ended',
  left: 'the engagement of its agency has ended',
  notStarted: 'the engagement of its agency has not begun yet',
  active: 'its agency is known and engaged',
} as const;

function unseen(reason: string): Finding {
  const settle = 'import a complete, current list of people, or say whose account it is';
  return { outcome: 'unknown', code: 'people-not-seen', reason, settle };
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

const dayMs = 86_400_000;
