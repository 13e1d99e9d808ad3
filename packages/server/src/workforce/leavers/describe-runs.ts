import { subjectsIn } from '../../facts/index.ts';
import { calledBy, readIdentities } from '../../intake/index.ts';
import { freeText } from '../../ledger/index.ts';
import { Personal, type Services, type Tx } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { provenStates, type Removal } from '../removals/removal.ts';
import { type RemovalMark, removalMarks } from '../removals/removals.store.ts';
import type { LeaverRun } from './leaver-run.ts';
import { listsSince } from './lists-since.ts';
import { hoursBetween, type RunLists, runClock } from './run-clock.ts';
import type { RemovalView, RunView } from './run-shapes.ts';

/** Runs with how far each is, and the names of whom they are about. */
export async function describeRuns(
  tx: Tx,
  runs: readonly LeaverRun[],
  services: Services,
): Promise<readonly RunView[]> {
  const removals = Map.groupBy(
    await removalMarks(
      tx,
      runs.map(({ id }) => id),
    ),
    ({ origin }) => origin,
  );
  const nameOf = await namesOf(tx, runs, services);
  const now = services.clock.now();
  const listsOf = await listsSince(tx, runs);
  return runs.map((run) =>
    describeRun(run, removals.get(run.id) ?? [], { name: nameOf(run), now, lists: listsOf(run) }),
  );
}

/** What people call who leaves: a person by name, an agency by its own. */
async function namesOf(tx: Tx, runs: readonly LeaverRun[], services: Services) {
  const subjects = runs.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  const names = await readIdentities(tx, subjects, services);
  const agencies = runs.some(({ agency }) => agency !== null) ? await readAgencies(tx) : [];
  return ({ subject, agency }: LeaverRun): string | Personal =>
    subject === null
      ? (agencies.find(({ id }) => id === agency)?.name ?? agency ?? '')
      : new Personal([calledBy(subject, names.get(subject))]);
}

function describeRun(
  run: LeaverRun,
  removals: readonly RemovalMark[],
  { name, now, lists }: { readonly name: string | Personal; readonly now: string; readonly lists: RunLists },
): RunView {
  const { trigger: _claim, effectiveAt, position, ...told } = run;
  const place = { position, author: run.openedBy };
  const { standing, lowerAt, upperAt } = runClock(effectiveAt, removals, lists);
  const open = removals.filter(({ state }) => state === 'open');
  const count = (fits: (removal: RemovalMark) => boolean, among = removals) => among.filter(fits).length;
  return {
    ...told,
    ...{ name, effectiveAt, standing, position },
    reason: run.reason === null ? null : freeText(run.reason, place),
    rescindReason: run.rescindReason === null ? null : freeText(run.rescindReason, place),
    elapsedHours: hoursBetween(effectiveAt, upperAt ?? run.closedAt ?? now),
    hoursLeast: upperAt === null ? null : hoursBetween(effectiveAt, lowerAt ?? effectiveAt),
    hoursMost: upperAt === null ? null : hoursBetween(effectiveAt, upperAt),
    counts: {
      items: removals.length,
      open: open.length,
      late: count(({ dueAt }) => dueAt < now, open),
      notObservable: count(({ isObservable }) => !isObservable, open),
      proven: count(({ state }) => provenStates.includes(state)),
      attested: count(({ state }) => state === 'attested'),
      excepted: count(({ state }) => state === 'excepted'),
      usedAfter: count(({ usedAfterAt }) => usedAfterAt !== null),
    },
    ...{ unseen: [...lists.unseen], byWord: [...lists.byWord] },
    nextDueAt: open.map(({ dueAt }) => dueAt).toSorted()[0] ?? null,
  };
}

const subjectPattern = /(sub_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/;

/** What items are called, with names joined to the pseudonyms in their keys. */
export async function titlesOf(
  tx: Tx,
  items: readonly Pick<Removal, 'key' | 'system'>[],
  services: Services,
): Promise<(item: Pick<Removal, 'key' | 'system'>) => Personal> {
  const named = subjectsIn(items.map(({ key }) => key));
  const names = await readIdentities(tx, named, services);
  return ({ key, system }) => {
    const label = (key ?? system).replace(`${system}/`, '');
    const parts = label.split(subjectPattern).filter((part) => part !== '');
    return new Personal(
      parts.map((part) => (subjectPattern.test(part) ? calledBy(part, names.get(part)) : part)),
    );
  };
}

/** Removals as they are shown, with names joined to the pseudonyms in their keys. */
export async function describeRemovals(
  tx: Tx,
  removals: readonly Removal[],
  services: Services,
): Promise<readonly RemovalView[]> {
  const now = services.clock.now();
  const titleOf = await titlesOf(tx, removals, services);
  return removals.map((removal) => describeRemoval(removal, { title: titleOf(removal), now }));
}

/** Accounts they answer for, and service accounts that are said to be owned by them, go on without them. */
export function isToHandOver({
  kind,
  layer,
  what,
  key,
  subject,
}: Pick<Removal, 'kind' | 'layer' | 'what' | 'key' | 'subject'>): boolean {
  if (kind === 'account-link') return true;
  if (kind !== 'account' || what !== 'account' || layer !== 'token' || subject === null) return false;
  return key?.endsWith(`/${subject}`) !== true;
}

function describeRemoval(
  removal: Removal,
  { title, now }: { readonly title: Personal; readonly now: string },
): RemovalView {
  const { id, origin, cause, what, layer, system, kind, scope, key, effectiveAt, dueAt, openedAt } = removal;
  const { state, lastSeenAt, firstAbsentAt, isObservable, isAttestedOnly, usedAfterAt, returns } = removal;
  const position = removal.positions[0] ?? 0;
  const text = (words: string | null, author: string | null) =>
    words === null ? null : freeText(words, { position, author: author ?? '' });
  const { attestedBy, confirmedBy, exceptedBy, exceptionApprovedBy } = removal;
  return {
    ...{
      id,
      origin,
      cause,
      what,
      layer,
      system,
      kind,
      scope,
      key,
      title,
      effectiveAt,
      dueAt,
      openedAt,
      state,
    },
    isToHandOver: isToHandOver(removal),
    ...{ lastSeenAt, firstAbsentAt, isObservable, isAttestedOnly, usedAfterAt, returns },
    isLate: (firstAbsentAt ?? now) > dueAt && state !== 'withdrawn' && state !== 'approved-again',
    reasons: [...removal.reasons],
    positions: [...removal.positions],
    approvedAgainAt: removal.approvedAgainAt,
    attestation:
      attestedBy === null
        ? null
        : {
            ...{
              by: attestedBy,
              at: removal.attestedAt,
              secondBy: confirmedBy,
              secondAt: removal.confirmedAt,
            },
            ...{ until: removal.attestedUntil, words: text(removal.attestation, attestedBy) },
          },
    exception:
      exceptedBy === null
        ? null
        : {
            ...{ by: exceptedBy, at: removal.exceptedAt, secondBy: exceptionApprovedBy, secondAt: null },
            ...{ until: removal.exceptedUntil, words: text(removal.exceptionReason, exceptedBy) },
          },
    ...describeRenewals(removal, text),
  };
}

function describeRenewals(
  removal: Removal,
  text: (words: string | null, author: string | null) => Personal | null,
): Pick<RemovalView, 'attestationAnew' | 'exceptionAnew'> {
  const { attestedAnewBy, attestedAnewAt, attestationAnew } = removal;
  const { exceptedAnewBy, exceptedAnewAt, exceptedAnewUntil, exceptionReasonAnew } = removal;
  const one = { secondBy: null, secondAt: null };
  const attested = { ...one, by: attestedAnewBy, at: attestedAnewAt, until: null };
  const excepted = { ...one, by: exceptedAnewBy, at: exceptedAnewAt, until: exceptedAnewUntil };
  return {
    attestationAnew:
      attestedAnewBy === null ? null : { ...attested, words: text(attestationAnew, attestedAnewBy) },
    exceptionAnew:
      exceptedAnewBy === null ? null : { ...excepted, words: text(exceptionReasonAnew, exceptedAnewBy) },
  };
}
