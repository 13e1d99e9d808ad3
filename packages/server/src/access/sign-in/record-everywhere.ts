import { append, type JsonValue, takesEntries } from '../../ledger/index.ts';
import { type Actor, type Services, systemActor, type Tx } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { listMembershipsOfUser, type Membership } from '../members.store.ts';

export type EntryOfUser = {
  readonly type: `${string}@${number}`;
  readonly payload: JsonValue;
  /** Who did it; without it the person themselves. In other workspaces than theirs it is Daybook itself. */
  readonly by?: Actor;
  /** Where `by` acted. */
  readonly in?: string;
};

/**
 * One entry in the ledger of every workspace of a user, about them and by pseudonym; no address and no browser. The last
 * step of a system transaction. Logs are taken in the list's order. A forked log takes no entry, and its owner must come in
 * all the same to close it: then the server's own log says it.
 */
export async function recordEverywhere(
  tx: Tx,
  userId: string,
  entry: EntryOfUser,
  services: Services,
): Promise<void> {
  for (const membership of await listMembershipsOfUser(tx, userId)) {
    await recordFor(tx, membership, entry, services);
  }
}

async function recordFor(
  tx: Tx,
  membership: Membership,
  entry: EntryOfUser,
  services: Services,
): Promise<void> {
  const now = services.clock.now();
  const { subjectId, workspaceId } = membership;
  const scoped = { ...tx, workspaceId };
  if (!(await takesEntries(scoped))) {
    services.log.warn({ workspaceId, subjectId, type: entry.type }, 'no entry was made: the log is forked');
    return;
  }
  const input = {
    type: entry.type,
    actor: actorIn(membership, entry),
    occurredAt: now,
    observedAt: now,
    refs: [subjectId],
    payload: ownWords(entry.payload),
  };
  await append(scoped, [input], services);
}

function actorIn(
  { subjectId, userId, role, workspaceId }: Membership,
  { by, in: place }: EntryOfUser,
): Actor {
  if (by === undefined) return { kind: 'user', id: subjectId, userId, label: role };
  return place === workspaceId ? by : systemActor;
}
