import { absenceOf, changedFrom, changedSince, type ItemRef, placeName } from '../../facts/index.ts';
import { append, type EntryInput } from '../../ledger/index.ts';
import { type Services, systemActor, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { attestedConnections } from './attested-connections.ts';
import { followRenames, withFormerPlaces } from './follow-renames.ts';
import { type Judged, judgeRemoval } from './judge-removal.ts';
import { removalEntry } from './open-removals.ts';
import {
  lockDueRemovals,
  lockRemovalCursor,
  moveRemovalCursor,
  type StoredRemoval,
  updateRemoval,
} from './removals.store.ts';
import { shutAccounts } from './shut-accounts.ts';

/** The kinds of items that may have to go. */
const kinds: readonly string[] = [
  'account',
  'account-link',
  'grant',
  'credential',
  'device',
  'shared-secret',
  'brand-account',
];

/**
 * Brings removals up to the newest facts: what a complete list lacks is closed with its interval, what came back is open
 * again, and what rested on people's word is open again once that has run out. Cost grows with what changed and is open.
 */
export async function followRemovals(workspaceId: WorkspaceId, services: Services): Promise<void> {
  const changes = await services.database.withWorkspace(workspaceId, (tx) => followOnce(tx, services));
  if (changes > 0) services.live.publish(workspaceId, 'ledger');
}

async function followOnce(tx: Tx, services: Services): Promise<number> {
  const from = await lockRemovalCursor(tx, 'removals');
  const { refs, position } = await changedKinds(tx, from, kinds);
  const due = await lockDueRemovals(tx, await withFormerPlaces(tx, refs));
  const followed = await followRenames(tx, due, services);
  const places = followed.flatMap(({ place }) => place ?? []);
  const absences = await absenceOf(tx, places, services);
  const told = followed.map(({ removal, place }) => ({ ...removal, key: place?.key ?? null }));
  const shut = await shutAccounts(tx, told, absences, services);
  const byWord = await attestedConnections(tx, told);
  const now = services.clock.now();
  const judged = followed.map(({ before, removal, place, isUnclear }) => {
    const name = place === null ? null : placeName(place);
    const listed = name === null ? null : (absences.get(name) ?? null);
    const account = name === null ? null : (shut.get(name) ?? null);
    const { isAttestedList, absence } = byWord({ ...removal, key: place?.key ?? null }, listed);
    return { before, ...judgeRemoval(removal, absence, { isAttestedList, now, account, isUnclear }) };
  });
  const changed = judged.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  const entries = changed.map((one) => entriesOf(one, now));
  const appended = await append(tx, entries.flat(), services);
  let next = 0;
  for (const [i, { after }] of changed.entries()) {
    const own = (entries[i] ?? []).map(() => appended[next++]?.position ?? -1);
    await updateRemoval(tx, { ...after, positions: [...after.positions, ...own] });
  }
  await moveRemovalCursor(tx, 'removals', position);
  return appended.length;
}

/** The items of these kinds that changed since a follower had come to `position` of the facts, and how far they are now. */
export async function changedKinds(tx: Tx, position: number, wanted: readonly string[]) {
  const changed = await changedFrom(tx, position);
  const refs: ItemRef[] = [];
  if (changed === null) return { refs, position };
  for await (const page of changedSince(tx, changed.from)) {
    for (const { kind, scope, key } of page) if (wanted.includes(kind)) refs.push({ kind, scope, key });
  }
  return { refs, position: changed.to };
}

type Changed = Judged & { readonly before: StoredRemoval };

/** That it went along with a renamed account, then what the lists say of it. */
function entriesOf({ before, after, event }: Changed, at: string): readonly EntryInput[] {
  const by = { actor: systemActor, at };
  const { id, key, holders, state, lastSeenAt, firstAbsentAt, positions } = after;
  const entries: EntryInput[] = [];
  if (after.renamedAt !== before.renamedAt) {
    const payload = {
      removal: id,
      renamedAt: after.renamedAt,
      from: before.key,
      to: key,
      holders: [...holders],
    };
    entries.push(removalEntry('access-removal.followed@1', after, by, payload));
  }
  if (event === 'closed') {
    const payload = { removal: id, state, lastSeenAt, firstAbsentAt, restsOn: positions };
    entries.push(removalEntry('access-removal.closed@1', after, by, payload));
  } else if (event !== null) {
    entries.push(removalEntry('access-removal.reopened@1', after, by, { removal: id, why: event }));
  }
  return entries;
}
