import { sql } from 'kysely';
import {
  type AccountRename,
  absenceOf,
  accountPlaceName,
  accountRenames,
  formerAccounts,
  type ItemRef,
  placeName,
} from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { withoutWords } from './judge-removal.ts';
import { provenStates } from './removal.ts';
import { removalsOf, type StoredRemoval } from './removals.store.ts';

/** A removal where its account stands now. */
export type FollowedRemoval = {
  readonly before: StoredRemoval;
  readonly removal: StoredRemoval;
  /** Where the lists tell of it now; null where none does. */
  readonly place: ItemRef | null;
  /** Its account is gone under its holder, and several others have its id since. */
  readonly isUnclear: boolean;
};

/**
 * Takes removals along with accounts that were renamed: told under another holder with the id the source gave them before. The
 * account itself is looked for under its new holder, and so is what it held.
 */
export async function followRenames(
  tx: Tx,
  removals: readonly StoredRemoval[],
  services: Pick<Services, 'clock'>,
): Promise<readonly FollowedRemoval[]> {
  const renames = await accountRenames(tx, removals.flatMap(accountsOf));
  if (renames.size === 0) return removals.map(unchanged);
  const moved = removals.map((removal) => ({ removal, to: moveOf(removal, renames) }));
  const there = await thereAmong(
    tx,
    moved.flatMap(({ to }) => to?.place ?? []),
    services,
  );
  const taken = await takenPlaces(
    tx,
    moved.flatMap(({ removal, to }) => (to === null ? [] : [removal.origin])),
  );
  return moved.map(({ removal, to }) => {
    if (to === null) return { ...unchanged(removal), isUnclear: isUnclear(removal, renames) };
    const isThere = to.place !== null && there.has(placeName(to.place));
    const place = isThere ? to.place : placeOf(removal);
    const key = place === null || taken.has(nameIn(removal, place.key)) ? removal.key : place.key;
    const holders = [...new Set([...removal.holders, ...to.holders])];
    const after = { ...removal, key, holders, renamedAt: to.at };
    return { before: removal, removal: freed(after), place, isUnclear: false };
  });
}

const chunk = 5_000;
const pseudonym = /sub_[0-9a-f-]{36}/;

/** Items that changed, and the same under the holders that their accounts had before: what was gone may be back under a new name. */
export async function withFormerPlaces(tx: Tx, refs: readonly ItemRef[]): Promise<readonly ItemRef[]> {
  const accounts = refs.filter(({ kind }) => kind === 'account');
  if (accounts.length === 0 || !(await hasProven(tx, accounts))) return refs;
  const earlier: ItemRef[] = [];
  const wasHeldBy = new Map<string, string[]>();
  for (let from = 0; from < accounts.length; from += chunk) {
    for (const [name, former] of await formerAccounts(tx, accounts.slice(from, from + chunk))) {
      earlier.push(...former.map(({ scope, key }): ItemRef => ({ kind: 'account', scope, key })));
      const [scope = ''] = name.split('\n');
      wasHeldBy.set(
        `${scope}\n${holderIn(name)}`,
        former.map(({ holder }) => holder),
      );
    }
  }
  if (earlier.length === 0) return refs;
  const held = refs.flatMap((ref) => {
    const holder = ref.kind === 'grant' ? (pseudonym.exec(ref.key)?.[0] ?? '') : '';
    const former = wasHeldBy.get(`${ref.scope}\n${holder}`) ?? [];
    return former.map((was): ItemRef => ({ ...ref, key: ref.key.replaceAll(holder, was) }));
  });
  return [...refs, ...earlier, ...held];
}

async function hasProven(tx: Tx, refs: readonly ItemRef[]): Promise<boolean> {
  const { rows } = await sql`
    select from access_removal where workspace_id = ${tx.workspaceId} and state = any(${provenStates}::text[])
      and scope = any(${[...new Set(refs.map(({ scope }) => scope))]}::text[]) limit 1`.execute(tx.db);
  return rows.length > 0;
}

type Move = {
  /** Where it should be now; to be believed once the lists tell of it there. */
  readonly place: ItemRef | null;
  readonly holders: readonly string[];
  readonly at: string;
};

/** The accounts of everyone it is taken from, as the facts name them. */
function accountsOf({ kind, scope, key, system, holders }: StoredRemoval) {
  const own = kind === 'account' && key !== null ? [{ scope, key }] : [];
  return [...own, ...holders.map((holder) => ({ scope, key: `${system}/${holder}` }))];
}

function moveOf(removal: StoredRemoval, renames: ReadonlyMap<string, AccountRename>): Move | null {
  const { kind, scope, key, system, holders } = removal;
  const found = accountsOf(removal).flatMap((account) => {
    const rename = renames.get(accountPlaceName(account));
    return rename?.kind === 'renamed' ? [{ from: holderIn(account.key), ...rename }] : [];
  });
  const [first] = found;
  if (first === undefined) return null;
  const own = found.find((rename) => key?.includes(rename.from)) ?? first;
  const next = key?.replaceAll(own.from, own.holder) ?? null;
  const place = next === null || next === key ? null : { kind, scope, key: next };
  // A service account goes by its owner; its own pseudonym is nobody it is taken from.
  const theirs = found.filter(({ from }) => holders.includes(from)).map(({ holder }) => holder);
  const isKnown = place === null && theirs.every((holder) => holders.includes(holder));
  return isKnown || system === '' ? null : { place, holders: theirs, at: own.at };
}

function isUnclear(removal: StoredRemoval, renames: ReadonlyMap<string, AccountRename>): boolean {
  return accountsOf(removal).some((account) => renames.get(accountPlaceName(account))?.kind === 'unclear');
}

async function thereAmong(
  tx: Tx,
  places: readonly ItemRef[],
  services: Pick<Services, 'clock'>,
): Promise<ReadonlySet<string>> {
  const absences = await absenceOf(tx, places, services);
  return new Set([...absences].filter(([, { isThere }]) => isThere).map(([name]) => name));
}

/** One origin asks for each thing once. */
async function takenPlaces(tx: Tx, origins: readonly string[]): Promise<ReadonlySet<string>> {
  const found = origins.length === 0 ? [] : await removalsOf(tx, [...new Set(origins)]);
  return new Set(found.flatMap((removal) => (removal.key === null ? [] : [nameIn(removal, removal.key)])));
}

function nameIn({ origin, what, kind, scope, system }: StoredRemoval, key: string): string {
  return [origin, what, kind, scope, key, system].join('\n');
}

/** Nobody's word stands about what turns out to be their own. */
function freed(removal: StoredRemoval): StoredRemoval {
  const { holders, attestedBy, confirmedBy, exceptionApprovedBy, attestedAnewBy } = removal;
  const said = [attestedBy, confirmedBy, exceptionApprovedBy, attestedAnewBy];
  if (!said.some((one) => one !== null && holders.includes(one))) return removal;
  const isWord = removal.state === 'attested' || removal.state === 'excepted';
  return { ...withoutWords(removal), state: isWord ? 'open' : removal.state };
}

function unchanged(removal: StoredRemoval): FollowedRemoval {
  return { before: removal, removal, place: placeOf(removal), isUnclear: false };
}

function placeOf({ kind, scope, key }: StoredRemoval): ItemRef | null {
  return key === null ? null : { kind, scope, key };
}

/** Keys of accounts end with their holder's pseudonym. */
function holderIn(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
