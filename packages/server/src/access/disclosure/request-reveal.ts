import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { accessEntry, maskedGrantReason } from '../permissions/access-entry.ts';
import { type RevealedValues, type RevealTarget, readValue, resolveSubject } from './read-value.ts';
import {
  countShownAlone,
  insertReveal,
  lockReveals,
  type RevealField,
  type StoredReveal,
} from './reveals.store.ts';

export const revealMs = 15 * 60 * 1_000;
export const reasonLengthMin = 10;

/** As many values one person may see in an hour before a second person has to agree. */
export const revealsAnHourMax = 20;
const hourMs = 60 * 60 * 1_000;

export type RevealOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  /** A pseudonym, or its beginning as a masked value shows it. */
  readonly subject: string | null;
  readonly entryPosition: number | null;
  readonly field: RevealField;
  readonly reason: string;
};

/** `waiting`: beyond the limit of the hour, somebody else has to agree. `erased`: the law has taken it away for everyone. */
export type Revealed =
  | { readonly state: 'shown'; readonly reveal: StoredReveal; readonly values: RevealedValues }
  | { readonly state: 'waiting'; readonly reveal: StoredReveal }
  | { readonly state: 'erased' };

/**
 * Shows one masked value to one person for a quarter of an hour. The entry that says who saw whose value and why is written
 * before the value leaves; it never holds the value. Throws `reveal-reason-needed`, `not-found`.
 */
export async function requestReveal(order: RevealOrder, services: Services): Promise<Revealed> {
  services.keyring.assertOpen();
  if (order.reason.trim().length < reasonLengthMin) refuse('reveal-reason-needed');
  const reason = maskedGrantReason(order.reason, services);
  const revealed = await services.database.withWorkspace(order.workspaceId, async (tx): Promise<Revealed> => {
    const { entryPosition } = order;
    const subject = order.subject === null ? null : await resolveSubject(tx, order.subject, services);
    const values = await readValue(tx, { subject, entryPosition }, order.field, services);
    if (values === null) return { state: 'erased' };
    const reveal = await writeReveal(tx, { ...order, subject, reason }, services);
    return reveal.state === 'shown' ? { state: 'shown', reveal, values } : { state: 'waiting', reveal };
  });
  services.live.publish(order.workspaceId, 'ledger');
  return revealed;
}

async function writeReveal(
  tx: Tx,
  order: RevealOrder & RevealTarget,
  services: Services,
): Promise<StoredReveal> {
  const { actor, subject, entryPosition, field, reason } = order;
  const now = services.clock.now();
  await lockReveals(tx, actor.id);
  const since = new Date(Date.parse(now) - hourMs).toISOString();
  const isAlone = (await countShownAlone(tx, actor.id, since)) < revealsAnHourMax;
  const draft: StoredReveal = {
    ...{ id: services.ids.make('rev'), reader: actor.id, subject, entryPosition, field, reason },
    ...{ state: isAlone ? 'shown' : 'waiting', requestedAt: now, shownAt: isAlone ? now : null },
    until: isAlone ? untilOf(now) : null,
    ...{ hiddenAt: null, decidedBy: null, decidedAt: null, position: -1 },
  };
  const type = isAlone ? 'value.revealed@1' : 'reveal.requested@1';
  const [appended] = await append(tx, [revealEntry(type, draft, actor, now)], services);
  const reveal = { ...draft, position: appended?.position ?? -1 };
  await insertReveal(tx, reveal);
  return reveal;
}

export function untilOf(now: string): string {
  return new Date(Date.parse(now) + revealMs).toISOString();
}

/** Who saw whose value, of which kind and why; never the value. */
export function revealEntry(
  type: 'value.revealed@1' | 'reveal.requested@1' | 'reveal.declined@1',
  reveal: StoredReveal,
  actor: Actor,
  at: string,
) {
  const { id, reader, subject, entryPosition, field, reason, until, decidedBy } = reveal;
  const refs = subject === null ? [id, reader] : [id, reader, subject];
  const payload = { reveal: id, reader, subject, entry: entryPosition, field, reason, until, decidedBy };
  return accessEntry(type, { actor, at, refs }, payload);
}
