import { append } from '../../ledger/index.ts';
import { type Actor, type MayDo, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { areOnePerson } from '../federation/break-glass.store.ts';
import { revealEntry, untilOf } from './request-reveal.ts';
import { lockReveal, type StoredReveal, updateReveal } from './reveals.store.ts';

export type RevealDecision = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly reveal: string;
  readonly may: MayDo;
};

/** Somebody else agrees to one value more: it is shown from now on. Throws `second-person-needed`, `already-decided`. */
export function approveReveal(order: RevealDecision, services: Services): Promise<StoredReveal> {
  return decide(order, 'shown', services);
}

export function declineReveal(order: RevealDecision, services: Services): Promise<StoredReveal> {
  return decide(order, 'declined', services);
}

async function decide(
  { workspaceId, actor, reveal, may }: RevealDecision,
  state: 'shown' | 'declined',
  services: Services,
): Promise<StoredReveal> {
  services.keyring.assertOpen();
  const decided = await services.database.withWorkspace(workspaceId, async (tx) => {
    const found = (await lockReveal(tx, reveal)) ?? refuse('not-found');
    if (found.reader === actor.id || !may({ author: found.reader, requester: found.reader }))
      refuse('second-person-needed');
    if (await areOnePerson(tx, workspaceId, [found.reader, actor.id])) refuse('second-person-needed');
    if (found.state !== 'waiting') refuse('already-decided');
    const now = services.clock.now();
    const shown = state === 'shown' ? { shownAt: now, until: untilOf(now) } : {};
    const next = { ...found, state, ...shown, decidedBy: actor.id, decidedAt: now };
    const type = state === 'shown' ? 'value.revealed@1' : 'reveal.declined@1';
    const [appended] = await append(tx, [revealEntry(type, next, actor, now)], services);
    const written = { ...next, position: appended?.position ?? -1 };
    await updateReveal(tx, written);
    return written;
  });
  services.live.publish(workspaceId, 'ledger');
  return decided;
}
