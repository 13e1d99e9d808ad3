import { absenceOf, changedFrom, changedSince, type ItemRef, placeName } from '../../facts/index.ts';
import { append, type EntryInput } from '../../ledger/index.ts';
import { type Services, systemActor, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { attestedConnections } from './attested-connections.ts';
import { type Judged, judgeRemoval } from './judge-removal.ts';
import { removalEntry } from './open-removals.ts';
import { lockDueRemovals, lockRemovalCursor, moveRemovalCursor, updateRemoval } from './removals.store.ts';
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
  const due = await lockDueRemovals(tx, refs);
  const places = due.flatMap(({ kind, scope, key }) => (key === null ? [] : [{ kind, scope, key }]));
  const absences = await absenceOf(tx, places, services);
  const shut = await shutAccounts(tx, due, absences, services);
  const byWord = await attestedConnections(tx);
  const now = services.clock.now();
  const judged = due.map((removal) => {
    const { kind, scope, key } = removal;
    const place = key === null ? null : placeName({ kind, scope, key });
    const absence = place === null ? null : (absences.get(place) ?? null);
    const account = place === null ? null : (shut.get(place) ?? null);
    const isAttestedList = byWord(removal, absence);
    return { before: removal, ...judgeRemoval(removal, absence, { isAttestedList, now, account }) };
  });
  const changed = judged.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  const entries = changed.flatMap((one) => (one.event === null ? [] : [entryOf(one, now)]));
  const appended = await append(tx, entries, services);
  let next = 0;
  for (const { after, event } of changed) {
    const position = event === null ? null : (appended[next++]?.position ?? -1);
    await updateRemoval(
      tx,
      position === null ? after : { ...after, positions: [...after.positions, position] },
    );
  }
  await moveRemovalCursor(tx, 'removals', position);
  return entries.length;
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

function entryOf({ after, event }: Judged, at: string): EntryInput {
  if (event === null) throw new Error('nothing happened that could be written down');
  const { id, state, lastSeenAt, firstAbsentAt, positions } = after;
  const by = { actor: systemActor, at };
  if (event === 'closed') {
    const payload = { removal: id, state, lastSeenAt, firstAbsentAt, restsOn: positions };
    return removalEntry('access-removal.closed@1', after, by, payload);
  }
  return removalEntry('access-removal.reopened@1', after, by, { removal: id, why: event });
}
