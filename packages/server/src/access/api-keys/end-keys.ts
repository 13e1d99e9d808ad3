import { append, takesEntries } from '../../ledger/index.ts';
import {
  type Actor,
  refuse,
  type Services,
  systemActor,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import {
  type KeyEnd,
  lockKey,
  lockOpenKeysOf,
  lockRunOutKeys,
  markEnded,
  type StoredKey,
} from './api-keys.store.ts';

export type KeyEnding = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly key: string;
  /** Whether who asks may end a key of this owner; one they may not does not exist. */
  readonly mayEnd: (owner: string) => boolean;
};

/** Takes a key back: from the commit on it opens nothing, and live connections it opened are closed. Throws `already-decided`. */
export async function endKey(order: KeyEnding, services: Services): Promise<void> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  const ended = await services.database.withWorkspace(workspaceId, async (tx) => {
    const key = await lockKey(tx, workspaceId, order.key);
    if (key === null || !order.mayEnd(key.owner)) refuse('not-found');
    if (key.endedAt !== null)
      refuse('already-decided', 'this key ended before', 'there is nothing left to end');
    await endOne(tx, { key, actor, why: 'taken-back', reason: 'taken-back' }, services);
    return key;
  });
  services.live.end(ended.owner);
  services.live.publish(workspaceId, 'ledger');
}

/**
 * Ends the keys of somebody whose access ends: `who` is a sign-in (in a system transaction: everywhere) or a pseudonym. In a
 * transaction of one workspace only the keys there. Before the membership is taken away. Answers what to call after the commit.
 */
export async function endKeys(
  tx: Tx,
  who: string,
  reason: string,
  services: Services,
  { by, in: place }: { readonly by?: Actor; readonly in?: string } = {},
): Promise<() => void> {
  const keys = await lockOpenKeysOf(tx, who);
  for (const key of keys) {
    // Elsewhere whoever ended it is nobody.
    const actor = by !== undefined && key.workspaceId === place ? by : systemActor;
    await endOne(tx, { key, actor, why: 'access-ended', reason }, services);
  }
  return () => {
    for (const { owner } of keys) services.live.end(owner);
  };
}

const endedPerTurnMax = 500;

/** Writes down which keys ran out. They open nothing from that instant on, whether this has run or not. */
export async function endRunOutKeys(workspaceId: WorkspaceId, services: Services): Promise<number> {
  const keys = await services.database.withWorkspace(workspaceId, async (tx) => {
    const found = await lockRunOutKeys(tx, services.clock.now(), endedPerTurnMax);
    for (const key of found)
      await endOne(tx, { key, actor: systemActor, why: 'expired', reason: 'expired' }, services);
    return found;
  });
  for (const { owner } of keys) services.live.end(owner);
  return keys.length;
}

type Ending = {
  readonly key: StoredKey;
  readonly actor: Actor;
  readonly why: KeyEnd;
  /** Short words without anything personal. */
  readonly reason: string;
};

/** A forked log takes no entry; the key ends all the same, and the server's own log says it. */
async function endOne(tx: Tx, { key, actor, why, reason }: Ending, services: Services): Promise<void> {
  const scoped = { ...tx, workspaceId: key.workspaceId };
  const now = services.clock.now();
  const at = why === 'expired' ? key.expiresAt : now;
  const payload = { key: key.id, owner: key.owner, why: reason, endedAt: at, scopes: [...key.scopes] };
  const entry = accessEntry('api-key.ended@1', { actor, at: now, refs: [key.id, key.owner] }, payload);
  let position = key.position;
  if (await takesEntries(scoped))
    position = (await append(scoped, [entry], services))[0]?.position ?? position;
  else
    services.log.warn(
      { workspaceId: key.workspaceId, key: key.id },
      'a key ended without an entry: the log is forked',
    );
  await markEnded(tx, key, { at, why, position });
}
