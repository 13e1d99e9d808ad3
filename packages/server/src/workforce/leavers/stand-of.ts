import { leavingOf } from './leaving.ts';
import type { ToldPerson } from './told-people.store.ts';

/** What all lists of people together say of one person. */
export type Stand = {
  readonly subject: string;
  /**
   * `here`: every list that names them says so, or their last day is still to come. `left`: some list says so, or every list
   * that named them is whole without them. `unheard`: no list names them, and not every one has been whole since.
   */
  readonly is: 'here' | 'left' | 'unheard' | 'erased';
  /** One list says that they left, another that they are here. */
  readonly isDisputed: boolean;
  /** The earliest claim that they leave, past or to come; null where nobody says so. */
  readonly claim: Claim | null;
  /** The latest day on which a list says that they began, and when it said so; null where none does. */
  readonly begun: { readonly day: string; readonly toldAt: string } | null;
};

export type Claim = {
  readonly effectiveAt: string;
  /** Names the claim; the same one never opens a second run. */
  readonly trigger: string;
  /** What is to be said of it beside its day; null where the day says all. */
  readonly reason: string | null;
};

type When = { readonly now: string; readonly zone: string };

/** Of one person, by the newest that each source told of them. The earliest claim wins: no list takes back another's word. */
export function standOf(subject: string, told: readonly ToldPerson[], when: When): Stand {
  const about = { subject, isDisputed: false, claim: null, begun: begunOf(told) };
  if (told.length === 0 || told.some(({ isErased }) => isErased)) return { ...about, is: 'erased' };
  const present = told.filter(({ isGone }) => !isGone);
  if (present.length === 0) return { ...about, ...missing(told, when) };
  const said = present.map((one) => claimOf(one, when));
  const isHere = said.some((claim) => claim === null || claim.effectiveAt > when.now);
  // Who was dropped before the last day that was told is believed to leave on it, as long as nobody tells another day.
  const kept = told.filter(({ isGone }) => isGone).map((one) => claimAhead(one, when));
  const claim = earliest([...said, ...kept]);
  const isLeft = claim !== null && claim.effectiveAt <= when.now;
  return { ...about, is: isLeft ? 'left' : 'here', isDisputed: isLeft && isHere, claim };
}

function begunOf(told: readonly ToldPerson[]): Stand['begun'] {
  const begun = told.flatMap(({ isGone, observedAt, value: { startsOn } }) =>
    isGone || startsOn === null ? [] : [{ day: startsOn, toldAt: observedAt }],
  );
  return begun.toSorted((one, other) => (one.day < other.day ? -1 : 1)).at(-1) ?? null;
}

function claimAhead(told: ToldPerson, when: When): Claim | null {
  const claim = claimOf(told, when);
  return claim !== null && told.missingAt !== null && told.missingAt < claim.effectiveAt ? claim : null;
}

/** No list names them any more: from the last day told where it is over, else from the first whole list without them. */
function missing(told: readonly ToldPerson[], when: When): Pick<Stand, 'is' | 'claim'> {
  const absent = told.flatMap(({ missingAt }) => missingAt ?? []).toSorted();
  if (absent.length < told.length) return { is: 'unheard', claim: null };
  const missingAt = absent.at(-1) ?? when.now;
  const day = earliest(
    told.map((one) => claimOf({ ...one, value: { ...one.value, isActive: 'unknown' } }, when)),
  );
  if (day !== null && day.effectiveAt <= missingAt) return { is: 'left', claim: day };
  const seenAt = told
    .map(({ observedAt, beforeAt }) => later(observedAt, beforeAt))
    .toSorted()
    .at(-1);
  const reason = `no list of people names them any more: last on one at ${seenAt}, first missing at ${missingAt}`;
  return { is: 'left', claim: { effectiveAt: missingAt, trigger: `not listed since ${missingAt}`, reason } };
}

function claimOf({ value, observedAt }: ToldPerson, when: When): Claim | null {
  const leaving = leavingOf(value, { observedAt, ...when });
  return leaving.is === 'here'
    ? null
    : { effectiveAt: leaving.effectiveAt, trigger: leaving.trigger, reason: null };
}

function earliest(claims: readonly (Claim | null)[]): Claim | null {
  const all = claims.filter((claim) => claim !== null);
  return all.toSorted((one, other) => (one.effectiveAt < other.effectiveAt ? -1 : 1))[0] ?? null;
}

function later(one: string, other: string | null): string {
  return other !== null && other > one ? other : one;
}
