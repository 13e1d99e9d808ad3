import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

type Credential = FactOf<'credential'>;
type Link = FactOf<'account-link'>;

export const check = defineCheck({
  id: 'credential-in-use',
  version: 2,
  title: 'Keys and tokens are owned, used and renewed',
  summary:
    'Each active key or token is answered for by somebody who is known and active, was used in the last 90 days or made in them, and is younger than a year.',
  control: 'credential-upkeep',
  population: 'credential',
  related: {
    kind: 'account-link',
    scope: 'same',
    keys: ({ system, owner }) => (owner === null ? [] : [`${system}/${owner}`]),
  },
  evaluate({ value }, related, { asOf }) {
    if (value.isActive === false) {
      return { outcome: 'not-applicable', code: 'not-active', reason: 'it has ended or expired' };
    }
    if (value.owner === null) return fail('no-owner', 'nobody answers for it');
    const [link] = related.items.map((item) => item.value);
    const found = [judgeOwner(link, related.isComplete, asOf), judgeUse(value, asOf), judgeAge(value, asOf)];
    const worst = worstOf(found, value.isActive);
    return worst.outcome === 'fail' ? worst : { ...worst, ...reevaluation(value, link, asOf) };
  },
});

/** Null where nothing speaks against it. */
type Objection = Finding | null;

function judgeOwner(link: Link | undefined, isComplete: boolean, asOf: string): Objection {
  if (link === undefined)
    return unknown('owner-unseen', 'nothing tells yet whether its owner is still here', ownerSettle);
  const endsMs = endsMsOf(link);
  const hasEnded = endsMs !== null && Date.parse(asOf) >= endsMs;
  if (link.isActive === false || hasEnded)
    return fail('owner-left', 'whoever answers for it is no longer here');
  const isNobody = link.belongsTo === 'unknown' || (link.belongsTo === 'bot' && link.custodian === null);
  if (!isNobody) return judgeHere(link, isComplete);
  return isComplete
    ? fail('owner-not-known', 'it belongs to an account for which nobody who is known answers')
    : unknown(
        'owner-unseen',
        'its owner was not found, and the lists of people are not complete',
        ownerSettle,
      );
}

/** Whoever left since a list was last whole is still on it; engagements of agencies are kept here, whatever lists say. */
function judgeHere(link: Link, isComplete: boolean): Objection {
  if (link.belongsTo === 'agency') return null;
  if (!isComplete) {
    const reason = 'whether its owner is still here cannot be said: the lists are missing or not complete';
    return unknown('owner-unseen', reason, ownerSettle);
  }
  if (link.isActive !== 'unknown' || link.startsOn !== null || link.endsOn !== null) return null;
  return unknown('owner-unsure', 'no list tells whether whoever answers for it is active', ownerSettle);
}

/** In the organisation's zone where it is told. */
function endsMsOf({ endsOn, endsAt }: Link): number | null {
  if (endsOn === null) return null;
  return endsAt == null ? Date.parse(endsOn) + dayMs : Date.parse(endsAt);
}

function judgeUse({ lastUsedAt, createdAt }: Credential, asOf: string): Objection {
  if (lastUsedAt === 'unknown') {
    return unknown('use-unknown', 'the source does not tell when it was last used', useSettle);
  }
  const since = lastUsedAt ?? createdAt;
  if (since === 'unknown')
    return unknown('age-unknown', 'it was never used, and its age is not told', useSettle);
  if (Date.parse(asOf) < Date.parse(since) + unusedMaxMs) return null;
  return lastUsedAt === null
    ? fail('never-used', 'it was never used in the 90 days since it was made')
    : fail('unused', 'it was not used for 90 days');
}

function judgeAge({ createdAt }: Credential, asOf: string): Objection {
  if (createdAt === 'unknown')
    return unknown('made-unknown', 'the source does not tell when it was made', useSettle);
  if (Date.parse(asOf) < Date.parse(createdAt) + ageMaxMs) return null;
  return fail('not-renewed', 'it has been the same for more than a year');
}

function worstOf(objections: readonly Objection[], isActive: Credential['isActive']): Finding {
  const told = objections.filter((objection) => objection !== null);
  const worst = told.find(({ outcome }) => outcome === 'fail') ?? told[0];
  if (worst !== undefined) return worst;
  if (isActive === 'unknown') {
    return unknown('state-unknown', 'the source does not tell whether it can still be used', useSettle);
  }
  return { outcome: 'pass', code: 'in-use', reason: 'it has an owner, is in use and is younger than a year' };
}

/** The first instant at which it is unused or too old, or its owner's last day has ended. */
function reevaluation(
  { lastUsedAt, createdAt }: Credential,
  link: Link | undefined,
  asOf: string,
): Pick<Finding, 'reevaluateAt'> {
  const since = lastUsedAt ?? createdAt;
  const ends = [
    since === 'unknown' ? null : Date.parse(since) + unusedMaxMs,
    createdAt === 'unknown' ? null : Date.parse(createdAt) + ageMaxMs,
    link === undefined ? null : endsMsOf(link),
  ].filter((endsMs) => endsMs !== null && endsMs > Date.parse(asOf));
  // An infinite minimum means that no instant is known.
  const firstMs = Math.min(...ends.map(Number));
  return Number.isFinite(firstMs) ? { reevaluateAt: new Date(firstMs).toISOString() } : {};
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string, settle: string): Finding {
  return { outcome: 'unknown', code, reason, settle };
}

const ownerSettle = 'import a complete list of people, and say whose account its owner’s is';
const useSettle = 'collect a source that tells the making and the last use of each key and token';
const dayMs = 86_400_000;
const unusedMaxMs = 90 * dayMs;
const ageMaxMs = 365 * dayMs;
