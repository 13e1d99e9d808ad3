import { append, type JsonValue } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { maskedReason } from '../masked-reason.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { removalEntry } from './open-removals.ts';
import { provenStates, type Removal } from './removal.ts';
import { lockRemoval, type StoredRemoval, updateRemoval } from './removals.store.ts';

export const attestationDaysMax = 30;
export const exceptionDaysMax = 90;
const noneAttestedAnew = { attestedAnewBy: null, attestedAnewAt: null, attestationAnew: null } as const;
const noneExceptedAnew = {
  ...{ exceptedAnewBy: null, exceptedAnewAt: null, exceptedAnewUntil: null, exceptionReasonAnew: null },
} as const;
const dayMs = 24 * 60 * 60 * 1_000;

export type RemovalDecision = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly removal: string;
};

/**
 * Somebody says that it is gone, and how they know. It counts once somebody else has said so too; what two people said before
 * stands until then.
 */
export function attestRemoval(
  order: RemovalDecision & { readonly note: string },
  services: Services,
): Promise<Removal> {
  const note = maskedReason(order.note, services);
  return decide(order, services, (removal, { actor, now }) => {
    refuseListed(removal);
    const payload = { removal: removal.id, step: 'said', note };
    const type = 'access-removal.attested@1';
    if (removal.state === 'attested') {
      const anew = { attestedAnewBy: actor.id, attestedAnewAt: now, attestationAnew: note };
      return { after: { ...removal, ...anew }, type, payload };
    }
    const said = { attestedBy: actor.id, attestedAt: now, attestation: note };
    const none = { confirmedBy: null, confirmedAt: null, attestedUntil: null };
    return { after: { ...removal, ...said, ...none }, type, payload };
  });
}

/** A second person says the same; it holds for so many days and proves less than a list. */
export function confirmAttestation(
  order: RemovalDecision & { readonly days: number },
  services: Services,
): Promise<Removal> {
  return decide(order, services, (removal, { actor, now, mine }) => {
    refuseListed(removal);
    const isRenewal = removal.state === 'attested';
    const saidBy = isRenewal ? removal.attestedAnewBy : removal.attestedBy;
    if (isRenewal && saidBy === null) refuse('already-decided');
    if (saidBy === null) refuse('bad-request', 'nobody has said yet that it is gone');
    if (isOneself(mine, saidBy)) refuse('second-person-needed');
    const attestedUntil = daysAfter(now, order.days);
    // Said again while it stood, it has been so since it was said first.
    const isUnbroken = isRenewal && (removal.attestedUntil ?? '') > now;
    const confirmedAt = isUnbroken ? removal.confirmedAt : now;
    const renewed = isRenewal
      ? { attestedBy: saidBy, attestation: removal.attestationAnew, ...noneAttestedAnew }
      : {};
    const confirmed = { ...renewed, confirmedBy: actor.id, confirmedAt, attestedUntil };
    const payload = { removal: removal.id, step: 'confirmed', until: attestedUntil, saidBy };
    const after = { ...removal, ...confirmed, state: 'attested' as const };
    return { after, type: 'access-removal.attested@1', payload };
  });
}

/** Somebody asks that it may stay for a while, and says why. An exception that stands goes on until somebody else agrees. */
export function askException(
  order: RemovalDecision & { readonly reason: string; readonly days: number },
  services: Services,
): Promise<Removal> {
  const reason = maskedReason(order.reason, services);
  return decide(order, services, (removal, { actor, now }) => {
    const exceptedUntil = daysAfter(now, order.days);
    const payload = { removal: removal.id, step: 'asked', reason, until: exceptedUntil };
    const type = 'access-removal.excepted@1';
    if (removal.state === 'excepted') {
      const anew = { exceptedAnewBy: actor.id, exceptedAnewAt: now, exceptedAnewUntil: exceptedUntil };
      return { after: { ...removal, ...anew, exceptionReasonAnew: reason }, type, payload };
    }
    const asked = { exceptedBy: actor.id, exceptedAt: now, exceptedUntil, exceptionReason: reason };
    return { after: { ...removal, ...asked, exceptionApprovedBy: null }, type, payload };
  });
}

export function approveException(order: RemovalDecision, services: Services): Promise<Removal> {
  return decide(order, services, (removal, { actor, now, mine }) => {
    const isRenewal = removal.state === 'excepted';
    const exceptedBy = isRenewal ? removal.exceptedAnewBy : removal.exceptedBy;
    const exceptedUntil = isRenewal ? removal.exceptedAnewUntil : removal.exceptedUntil;
    if (isRenewal && exceptedBy === null) refuse('already-decided');
    if (exceptedBy === null || exceptedUntil === null)
      refuse('bad-request', 'nobody has asked for an exception');
    if (isOneself(mine, exceptedBy)) refuse('second-person-needed');
    if (exceptedUntil <= now) refuse('bad-request', 'the exception would have ended already');
    const payload = { removal: removal.id, step: 'approved', until: exceptedUntil, askedBy: exceptedBy };
    const renewed = isRenewal ? { exceptionReason: removal.exceptionReasonAnew, ...noneExceptedAnew } : {};
    // Asked again while it stood, it has been asked for since the first time.
    const isUnbroken = (removal.exceptedUntil ?? '') > now;
    const exceptedAt = isRenewal && !isUnbroken ? removal.exceptedAnewAt : removal.exceptedAt;
    const agreed = { ...renewed, exceptedAt, exceptedBy, exceptedUntil, exceptionApprovedBy: actor.id };
    const after = { ...removal, ...agreed, state: 'excepted' as const };
    return { after, type: 'access-removal.excepted@1', payload };
  });
}

/** In the caller's transaction, as its last step: nothing has to go any more, or somebody agreed again that it may stay. */
export async function endRemovals(
  tx: Tx,
  order: {
    readonly origin: string;
    readonly ids?: readonly string[];
    readonly as: 'withdrawn' | 'approved-again';
  },
  removals: readonly Removal[],
  by: { readonly actor: Actor; readonly services: Services },
): Promise<void> {
  const { actor, services } = by;
  const now = services.clock.now();
  const ended: StoredRemoval[] = [];
  for (const { id } of removals) {
    if (order.ids !== undefined && !order.ids.includes(id)) continue;
    const removal = await lockRemoval(tx, id);
    if (removal === null || removal.origin !== order.origin || isEnded(removal)) continue;
    // What a list proved stays proven: nobody's word makes of it something that was allowed.
    if (provenStates.includes(removal.state)) continue;
    const when = order.as === 'approved-again' ? { approvedAgainAt: now } : { withdrawnAt: now };
    ended.push({ ...removal, ...when, state: order.as });
  }
  const entries = ended.map((removal) => {
    const payload = {
      removal: removal.id,
      state: order.as,
      lastSeenAt: removal.lastSeenAt,
      firstAbsentAt: null,
    };
    return removalEntry('access-removal.closed@1', removal, { actor, at: now }, { ...payload, restsOn: [] });
  });
  const appended = await append(tx, entries, services);
  for (const [i, removal] of ended.entries()) {
    await updateRemoval(tx, { ...removal, positions: [...removal.positions, appended[i]?.position ?? -1] });
  }
}

type By = {
  readonly actor: Actor;
  readonly now: string;
  /** Every pseudonym of who decides. */
  readonly mine: ReadonlySet<string>;
};

type Change = {
  readonly after: StoredRemoval;
  readonly type: `access-removal.${string}@${number}`;
  readonly payload: JsonValue;
};

async function decide(
  { workspaceId, actor, removal: id }: RemovalDecision,
  services: Services,
  change: (removal: StoredRemoval, by: By) => Change,
): Promise<Removal> {
  services.keyring.assertOpen();
  if (actor.kind !== 'user') refuse('person-needed');
  const decided = await services.database.withWorkspace(workspaceId, async (tx) => {
    const removal = (await lockRemoval(tx, id)) ?? refuse('not-found');
    const mine = await pseudonymsOf(tx, actor);
    if (isOneself(mine, ...removal.holders)) refuse('own-rights');
    if (isEnded(removal) || provenStates.includes(removal.state)) refuse('already-decided');
    const now = services.clock.now();
    const { after, type, payload } = change(removal, { actor, now, mine });
    const [appended] = await append(tx, [removalEntry(type, after, { actor, at: now }, payload)], services);
    const written = { ...after, positions: [...after.positions, appended?.position ?? -1] };
    await updateRemoval(tx, written);
    return written;
  });
  services.live.publish(workspaceId, 'ledger');
  return decided;
}

/** Where a whole list tells of it, people's word adds nothing: the next list closes it. */
function refuseListed({ isAttestedOnly, isObservable }: StoredRemoval): void {
  if (isAttestedOnly || !isObservable) return;
  refuse('bad-request', 'its list is whole, so it closes by itself once a list no longer holds it');
}

function isEnded({ state }: StoredRemoval): boolean {
  return state === 'withdrawn' || state === 'approved-again';
}

function daysAfter(now: string, days: number): string {
  return new Date(Date.parse(now) + days * dayMs).toISOString();
}
