import type { DangerousRight } from '@daybook/kit';

/** A grant that appeared, and whose it is. */
export type Gain = {
  /** Null: whose the account is nobody knows. */
  readonly person: string | null;
  readonly system: string;
  readonly role: string;
  /** Null: the source does not explain the role. */
  readonly rights: readonly DangerousRight[] | null;
  /** The last whole list without it. */
  readonly lastAbsentAt: string;
  readonly firstSeenAt: string;
  /** Whether the reading just before was whole. */
  readonly wasWholeBefore: boolean;
};

export type ApprovedRequest = {
  readonly id: string;
  readonly subject: string;
  readonly system: string;
  readonly role: string;
  readonly rights: readonly DangerousRight[];
  readonly approvedAt: string;
  readonly until: string | null;
};

/** Why an access fits what was approved, or does not, or nobody can tell. */
export type Fit =
  | 'fits'
  | 'no-request'
  | 'approved-after'
  | 'too-long-before'
  | 'over'
  | 'more-rights'
  | 'rights-unknown'
  | 'order-unknown'
  | 'person-unknown';

export type Match = { readonly request: string | null; readonly fit: Fit };

const dayMs = 86_400_000;
/** The first that any request reaches is told. */
const bestFirst: readonly Fit[] = [
  'fits',
  'rights-unknown',
  'order-unknown',
  'more-rights',
  'approved-after',
  'over',
  'too-long-before',
];

/** The request an access rests on: for this person and system, approved before it appeared and at most so many days before. */
export function matchGain(gain: Gain, requests: readonly ApprovedRequest[], daysMax: number): Match {
  if (gain.person === null) return { request: null, fit: 'person-unknown' };
  const own = requests.filter(({ subject, system }) => subject === gain.person && system === gain.system);
  const judged = own.map((request) => ({ request: request.id, fit: fitOf(gain, request, daysMax) }));
  const best = judged.sort((one, other) => bestFirst.indexOf(one.fit) - bestFirst.indexOf(other.fit))[0];
  return best ?? { request: null, fit: 'no-request' };
}

function fitOf(gain: Gain, request: ApprovedRequest, daysMax: number): Fit {
  const { firstSeenAt, lastAbsentAt, wasWholeBefore, rights, role } = gain;
  const { approvedAt, until } = request;
  if (approvedAt > firstSeenAt) return 'approved-after';
  // It appeared at the latest when it was seen, and after the last whole list without it.
  if (Date.parse(lastAbsentAt) - Date.parse(approvedAt) > daysMax * dayMs) return 'too-long-before';
  if (until !== null && until <= lastAbsentAt) return 'over';
  if (rights === null) {
    if (role.toLowerCase() !== request.role.toLowerCase()) return 'rights-unknown';
  } else if (rights.some((right) => !request.rights.includes(right))) return 'more-rights';
  // A reading in between failed or was partial: it may have been there before somebody said yes.
  if (!wasWholeBefore && approvedAt > lastAbsentAt) return 'order-unknown';
  return 'fits';
}

/** What a check is told of it. */
export function isFit(fit: Fit): boolean | 'unknown' {
  if (fit === 'fits') return true;
  return fit === 'person-unknown' || fit === 'rights-unknown' || fit === 'order-unknown' ? 'unknown' : false;
}
