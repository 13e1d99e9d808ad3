import { type Absence, absenceOf, placeName } from '../../facts/index.ts';
import { append, type EntryInput, type JsonValue } from '../../ledger/index.ts';
import type { Actor, Services, Tx } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { attestedConnections, type ToldByWord } from './attested-connections.ts';
import type { Removal, RemovalCause, RemovalTarget } from './removal.ts';
import { insertRemovals, removalsOf, type StoredRemoval } from './removals.store.ts';
import { settle } from './settle.ts';

export type RemovalOrder = {
  readonly cause: RemovalCause;
  /** The id of the leaver run, review or change it belongs to. */
  readonly origin: string;
  readonly subject: string | null;
  readonly agency: string | null;
  readonly effectiveAt: string;
  readonly targets: readonly RemovalTarget[];
};

/**
 * Opens what has to go, each with its entry, in the caller's transaction and as its last step. What this origin has opened
 * before is left as it is, so asking twice is safe. Answers what was opened now.
 */
export async function openRemovals(
  tx: Tx,
  order: RemovalOrder,
  actor: Actor,
  services: Services,
): Promise<readonly Removal[]> {
  const drafts = await draftRemovals(tx, [order], services);
  if (drafts.length === 0) return [];
  const appended = await append(tx, openedEntries(drafts, actor), services);
  return saveRemovals(tx, drafts, appended);
}

/**
 * What these orders open, with all that has to be read for it and nothing written: for callers who have more to append. The
 * entries of `openedEntries` follow in the same order, and `saveRemovals` takes what the log made of them.
 */
export async function draftRemovals(
  tx: Tx,
  orders: readonly RemovalOrder[],
  services: Services,
): Promise<readonly StoredRemoval[]> {
  const known = new Set(
    (await removalsOf(tx, [...new Set(orders.map(({ origin }) => origin))])).map(placeOf),
  );
  const asked = orders
    .flatMap((order) => order.targets.map((target) => ({ order, target })))
    .filter(({ order, target }) => {
      const place = placeOf({ ...target, origin: order.origin });
      const isNew = !known.has(place);
      known.add(place);
      return isNew;
    });
  if (asked.length === 0) return [];
  const places = asked.flatMap(({ target: { kind, scope, key } }) =>
    key === null ? [] : [{ kind, scope, key }],
  );
  const absences = await absenceOf(tx, places, services);
  const targets = asked.map(({ target }) => target);
  const byWord = await attestedConnections(tx, targets);
  return asked.map(({ order, target }) => {
    const { kind, scope, key } = target;
    const listed = key === null ? null : (absences.get(placeName({ kind, scope, key })) ?? null);
    return draftOf(order, target, byWord(target, listed), services);
  });
}

/** Of each draft its entry, in their order. */
export function openedEntries(drafts: readonly StoredRemoval[], actor: Actor): readonly EntryInput[] {
  return drafts.map((draft) => openedEntry(draft, actor));
}

/** Writes drafts down with the entries that open them. */
export async function saveRemovals(
  tx: Tx,
  drafts: readonly StoredRemoval[],
  entries: readonly { readonly position: number }[],
): Promise<readonly Removal[]> {
  const opened = drafts.map((draft, i) => {
    return { ...draft, positions: [entries[i]?.position ?? -1, ...draft.positions] };
  });
  await insertRemovals(tx, opened);
  return opened;
}

function placeOf(target: Omit<RemovalTarget, 'layer' | 'dueAt'> & { readonly origin: string }): string {
  return `${target.origin}\n${targetName(target)}`;
}

/** Everything one origin opened. */
export function listRemovals(tx: Tx, { origin }: { readonly origin: string }): Promise<readonly Removal[]> {
  return removalsOf(tx, [origin]);
}

export function targetName({
  what,
  kind,
  scope,
  key,
  system,
}: Omit<RemovalTarget, 'layer' | 'dueAt'>): string {
  return [what, kind, scope, key ?? '', system].join('\n');
}

/** Nobody has begun to say again what two people agreed on. */
export const noRenewal = {
  ...{ attestedAnewBy: null, attestedAnewAt: null, attestationAnew: null },
  ...{ exceptedAnewBy: null, exceptedAnewAt: null, exceptedAnewUntil: null, exceptionReasonAnew: null },
} as const;

function draftOf(
  order: RemovalOrder,
  { takenFrom = [], kept = null, ...target }: RemovalTarget,
  told: ToldByWord,
  { ids, clock }: Services,
): StoredRemoval {
  const { cause, origin, subject, agency, effectiveAt } = order;
  const holders = [...new Set([...holdersOf(order, target, told.absence), ...takenFrom])];
  const asked = { ...target, kept, subject, effectiveAt, holders, usedAfterAt: null, lastSeenAt: null };
  const { lastSeenAt, isObservable, isAttestedOnly, reasons, usedAfterAt, positions } = settle(
    asked,
    told.absence,
    told.isAttestedList,
  );
  return {
    ...target,
    ...{ id: ids.make('rmv'), cause, origin, subject, agency, effectiveAt, holders, kept },
    ...{
      openedAt: clock.now(),
      state: 'open',
      lastSeenAt,
      firstAbsentAt: null,
      isObservable,
      isAttestedOnly,
      reasons,
    },
    ...{ usedAfterAt, attestedBy: null, attestedAt: null, confirmedBy: null, confirmedAt: null },
    ...{
      attestedUntil: null,
      attestation: null,
      exceptedBy: null,
      exceptedAt: null,
      exceptionApprovedBy: null,
    },
    ...{
      exceptedUntil: null,
      exceptionReason: null,
      ...noRenewal,
      renamedAt: null,
      approvedAgainAt: null,
      withdrawnAt: null,
      returns: 0,
      positions,
    },
  };
}

/** A service account changes hands by its owner, so its own pseudonym is not among those it is taken from. */
function holdersOf(
  { subject }: RemovalOrder,
  target: RemovalTarget,
  absence: Absence | null,
): readonly string[] {
  // Facts are parsed by the schema of their kind when they are stored.
  const value = (absence?.current?.value ?? {}) as Readonly<Record<string, unknown>>;
  const isHeld = target.kind === 'grant' || (target.kind === 'account' && target.layer !== 'token');
  const holder = isHeld && typeof value['holder'] === 'string' ? value['holder'] : null;
  return [...new Set([subject, holder].filter((one) => one !== null))];
}

function openedEntry(removal: StoredRemoval, actor: Actor): EntryInput {
  const { id, origin, cause, subject, agency, holders, what, layer, system, kind, scope, key } = removal;
  const { effectiveAt, dueAt, openedAt, kept } = removal;
  return removalEntry(
    'access-removal.opened@1',
    removal,
    { actor, at: openedAt },
    {
      ...{ removal: id, origin, cause, subject, agency, holders, what, layer, system, kind, scope, key },
      ...{ effectiveAt, dueAt },
      // Of a change alone: what may stay.
      ...(kept === null ? {} : { kept: [...kept] }),
    },
  );
}

/** An entry about one removal; its payload is made of ids, instants and masked words. */
export function removalEntry(
  type: `access-removal.${string}@${number}`,
  { id, origin, subject }: Pick<Removal, 'id' | 'origin' | 'subject'>,
  { actor, at }: { readonly actor: Actor; readonly at: string },
  payload: JsonValue,
): EntryInput {
  const refs = subject === null ? [id, origin] : [id, origin, subject];
  return { type, actor, occurredAt: at, observedAt: at, refs, payload: ownWords(payload) };
}
