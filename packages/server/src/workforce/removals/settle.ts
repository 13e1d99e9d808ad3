import type { Absence } from '../../facts/index.ts';
import type { Removal, RemovalState } from './removal.ts';

/** What the newest lists say of one removal, whatever people said. */
export type Settlement = {
  readonly state: Extract<
    RemovalState,
    'open' | 'gone' | 'disabled' | 'handed-over' | 'rotated' | 'narrowed'
  >;
  readonly lastSeenAt: string | null;
  readonly firstAbsentAt: string | null;
  readonly isObservable: boolean;
  readonly isAttestedOnly: boolean;
  readonly reasons: readonly string[];
  /** Used after it should have gone; kept once known. */
  readonly usedAfterAt: string | null;
  readonly positions: readonly number[];
};

type Asked = Pick<
  Removal,
  'what' | 'layer' | 'kind' | 'subject' | 'effectiveAt' | 'usedAfterAt' | 'lastSeenAt'
> & {
  /** Everyone this removal takes it from: the person and the pseudonyms of their accounts. */
  readonly holders: readonly string[];
  /** For a session: the system it is signed in to. */
  readonly system: string;
  /** Of a change: the dangerous rights that may stay. */
  readonly kept?: Removal['kept'];
};

/** Between which two complete lists an account was shut. */
export type Shut = { readonly lastOpenAt: string | null; readonly shutAt: string };

type Value = Readonly<Record<string, unknown>>;

const notListed = 'no source lists it by itself; two people have to say that it is gone';

/**
 * Judges one removal by its item in the facts. Gone only by a complete list without it, with the interval [last complete list
 * with it, first without it]; a list told by people's word alone (`isAttestedList`) proves nothing here. `account`: of a grant,
 * that the account which holds it is shut.
 */
export function settle(
  asked: Asked,
  absence: Absence | null,
  isAttestedList: boolean,
  account: Shut | null = null,
): Settlement {
  const nothing = {
    state: 'open' as const,
    lastSeenAt: asked.lastSeenAt,
    firstAbsentAt: null,
    usedAfterAt: asked.usedAfterAt,
  };
  if (absence === null || isAttestedList) {
    return {
      ...nothing,
      isObservable: false,
      isAttestedOnly: true,
      reasons: [notListed],
      lastSeenAt: absence?.lastSeenAt ?? asked.lastSeenAt,
      positions: absence?.positions ?? [],
    };
  }
  const { isObservable, reasons, positions } = absence;
  const about = { isObservable, reasons, positions, isAttestedOnly: false };
  const usedAfterAt = later(asked.usedAfterAt, usedAfter(asked, absence));
  if (absence.firstAbsentAt !== null) {
    const { lastSeenAt, firstAbsentAt } = absence;
    return { ...about, state: 'gone', lastSeenAt, firstAbsentAt, usedAfterAt };
  }
  const changed = changedState(asked, absence, account);
  if (changed === null) return { ...nothing, ...about, lastSeenAt: absence.lastSeenAt, usedAfterAt };
  const { toldWholeAt = null, toldBeforeAt = null } = absence.current ?? {};
  const alone = { ...about, state: changed, usedAfterAt };
  if (changed !== 'disabled' || asked.kind !== 'grant' || account === null)
    return { ...alone, lastSeenAt: toldBeforeAt, firstAbsentAt: toldWholeAt };
  // Both have to be so: since the later of the two.
  const lastSeenAt = later(toldBeforeAt, account.lastOpenAt);
  return { ...alone, lastSeenAt, firstAbsentAt: later(toldWholeAt, account.shutAt) };
}

/** Still listed, yet no longer what had to go; believed only as a complete list says it. */
function changedState(
  asked: Asked,
  { current }: Absence,
  account: Shut | null,
): Exclude<Settlement['state'], 'open' | 'gone'> | null {
  if (current === null || current.isErased || current.toldWholeAt === null) return null;
  // Facts are parsed by the schema of their kind when they are stored.
  const value = current.value as Value;
  if (asked.kind === 'account') return accountChange(asked, value);
  if (asked.kind === 'account-link') return answererChange(asked, value, current.toldWholeAt);
  if (asked.kind === 'credential') {
    if (value['isActive'] === false) return 'disabled';
    const owner = value['owner'];
    return isOthers(owner, asked.holders) ? 'handed-over' : null;
  }
  if (asked.kind === 'grant') {
    // Not in force alone may be an invitation or a role to be had for the asking: the account has to be shut as well.
    if (value['isInForce'] === false && account !== null) return 'disabled';
    if (isOthers(value['holder'], asked.holders)) return 'handed-over';
    return isWithin(value['rights'], asked.kept ?? null) ? 'narrowed' : null;
  }
  if (asked.kind === 'shared-secret') {
    const { rotatedAt } = value;
    return typeof rotatedAt === 'string' && rotatedAt >= asked.effectiveAt && rotatedAt !== 'unknown'
      ? 'rotated'
      : null;
  }
  if (asked.kind === 'device') return deviceChange(asked, value);
  if (asked.kind === 'brand-account') return isNamedIn(value, asked.holders) ? null : 'handed-over';
  return null;
}

/** A service account goes with its owner only while it is theirs; anybody's account is shut once it is disabled. */
function accountChange(asked: Asked, value: Value): 'disabled' | 'handed-over' | null {
  if (value['isEnabled'] === false) return 'disabled';
  const isHeld = asked.holders.includes(String(value['holder']));
  return !isHeld && isOthers(value['owner'], asked.holders) ? 'handed-over' : null;
}

/**
 * Handed over once somebody else answers for it, or has it alone, of whom a list of people says that they are here. Of an
 * agency's account the fact tells how the agency stands, and nothing of whoever answers for it.
 */
function answererChange(asked: Asked, value: Value, toldAt: string): 'handed-over' | null {
  const { belongsTo, agency, person, custodian, isActive, startsOn, endsOn, endsAt } = value;
  if (agency !== null || !isOthers(belongsTo === 'person' ? person : custodian, asked.holders)) return null;
  const isHere = isActive === true || (isActive !== false && (startsOn !== null || endsOn !== null));
  return isHere && (typeof endsAt !== 'string' || endsAt > toldAt) ? 'handed-over' : null;
}

function deviceChange(asked: Asked, value: Value): 'disabled' | 'handed-over' | null {
  const holders = Array.isArray(value['holders']) ? value['holders'] : [];
  if (asked.what === 'session') {
    const signedInTo = value['signedInTo'];
    return Array.isArray(signedInTo) && !signedInTo.includes(asked.system) ? 'handed-over' : null;
  }
  if (value['isActive'] === false) return 'disabled';
  return holders.some((holder) => asked.holders.includes(String(holder))) ? null : 'handed-over';
}

/** Whose hands its ways in are in; who has left is named in it for the record, and is no way in. */
function isNamedIn({ heldByLeavers: _left, ...ways }: Value, holders: readonly string[]): boolean {
  return Object.values(ways)
    .flat()
    .some((named) => holders.includes(String(named)));
}

/** Known, and none of them is more than what may stay. */
function isWithin(rights: unknown, kept: Removal['kept']): boolean {
  return kept !== null && Array.isArray(rights) && rights.every((right) => kept.includes(right));
}

function isOthers(named: unknown, holders: readonly string[]): boolean {
  return (
    holders.length > 0 && typeof named === 'string' && named.startsWith('sub_') && !holders.includes(named)
  );
}

/**
 * What the source says of its last use, where that lies after the time it should have been gone. A token or a service account
 * runs by itself: its use is nobody's, and says nothing of who left.
 */
function usedAfter({ what, layer, kind, effectiveAt }: Asked, { current }: Absence): string | null {
  if (current === null || current.isErased || what === 'session' || layer === 'token') return null;
  const value = current.value as Value; // parsed by its kind's schema
  const at = kind === 'account' ? value['lastSeenAt'] : kind === 'credential' ? value['lastUsedAt'] : null;
  return typeof at === 'string' && at !== 'unknown' && at > effectiveAt ? at : null;
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
