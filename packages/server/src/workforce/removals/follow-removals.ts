import { absenceOf, changedSince, type ItemRef, placeName } from '../../facts/index.ts';
import { append, type EntryInput } from '../../ledger/index.ts';
import { type Services, systemActor, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { attestedConnections } from './attested-connections.ts';
import { type Judged, judgeRemoval } from './judge-removal.ts';
import { removalEntry } from './open-removals.ts';
import { lockDueRemovals, lockRemovalCursor, moveRemovalCursor, updateRemoval } from './removals.store.ts';

/** The kinds of items that may have to go. */
const kinds: readonly string[] = [
  'account',
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
  const byWord = await attestedConnections(tx);
  const now = services.clock.now();
  const judged = due.map((removal) => {
    const { kind, scope, key } = removal;
    const absence = key === null ? null : (absences.get(placeName({ kind, scope, key })) ?? null);
    return {
      before: removal,
      ...judgeRemoval(removal, absence, { isAttestedList: byWord(removal, absence), now }),
    };
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

/** The items of these kinds that changed after a position, and where the facts stand. */
export async function changedKinds(tx: Tx, from: number, wanted: readonly string[]) {
  const refs: ItemRef[] = [];
  let position = from;
  for await (const page of changedSince(tx, from)) {
    for (const item of page) {
      if (wanted.includes(item.kind)) refs.push({ kind: item.kind, scope: item.scope, key: item.key });
      // `changedSince` gives each item with the position of its change.
      position = Math.max(position, (item as ItemRef & { readonly at: number }).at);
    }
  }
  return { refs, position };
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
