import { append, type EntryInput, type JsonValue } from '../../ledger/index.ts';
import type { Actor, Services, Tx } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { draftRemovals, openedEntries, type RemovalOrder, saveRemovals } from '../removals/open-removals.ts';
import type { AffectedRun } from './affected-runs.ts';
import { causeOf, fanOut } from './fan-out.ts';
import type { LeaverRun } from './leaver-run.ts';
import { insertRun, updateRun } from './leaver-runs.store.ts';

export type RunOrder = Pick<
  LeaverRun,
  | 'subject'
  | 'agency'
  | 'toldBy'
  | 'isInvoluntary'
  | 'trigger'
  | 'effectiveAt'
  | 'reason'
  | 'toldLeftAt'
  | 'disputedAt'
>;

/**
 * Opens the run of somebody who leaves, with everything that has to go, in the caller's transaction and as its last step.
 * Null where this claim opened one before, or one of theirs is open. The reason is masked already.
 */
export async function openRun(
  tx: Tx,
  order: RunOrder,
  actor: Actor,
  services: Services,
): Promise<LeaverRun | null> {
  return (await openRuns(tx, [order], actor, services))[0] ?? null;
}

/** The same for many at once: everything is read first, and the ledger is appended to once. Answers those that were opened. */
export async function openRuns(
  tx: Tx,
  orders: readonly RunOrder[],
  actor: Actor,
  services: Services,
): Promise<readonly LeaverRun[]> {
  const now = services.clock.now();
  const runs: LeaverRun[] = [];
  for (const order of orders) {
    const run: LeaverRun = {
      ...order,
      ...{ id: services.ids.make('lvr'), openedAt: now, openedBy: actor.id, state: 'open', closedAt: null },
      ...{ returnedAt: null, rescindedAt: null, rescindedBy: null, rescindReason: null, position: -1 },
      ...{ rescindAskedBy: null, rescindAskedAt: null },
    };
    // The row comes first: a second opener of the same run waits here, and then finds it.
    if (await insertRun(tx, run)) runs.push(run);
  }
  const drafts = Map.groupBy(await draftItems(tx, runs, services), ({ origin }) => origin);
  const parts = runs.map((run) => ({ run, own: drafts.get(run.id) ?? [] }));
  const entries = parts.flatMap(({ run, own }) => [
    runEntry('leaver-run.opened@1', run, { actor, at: now }, openingOf(run)),
    ...openedEntries(own, actor),
  ]);
  const appended = await append(tx, entries, services);
  let next = 0;
  const opened: LeaverRun[] = [];
  for (const { run, own } of parts) {
    const written = { ...run, position: appended[next]?.position ?? -1 };
    await updateRun(tx, written);
    await saveRemovals(tx, own, appended.slice(next + 1, next + 1 + own.length));
    next += 1 + own.length;
    opened.push(written);
  }
  return opened;
}

function openingOf(run: LeaverRun) {
  const { id, subject, agency, toldBy, isInvoluntary, trigger, effectiveAt, reason } = run;
  return { run: id, subject, agency, toldBy, isInvoluntary, trigger, effectiveAt, reason };
}

/** What of theirs these runs do not hold yet joins them, in one step; answers how much. */
export async function joinRuns(
  tx: Tx,
  affected: readonly AffectedRun[],
  actor: Actor,
  services: Services,
): Promise<number> {
  const runs = affected.map(({ run, joining }) => ({ ...run, joining }));
  const drafts = await draftItems(tx, runs, services);
  if (drafts.length === 0) return 0;
  const appended = await append(tx, openedEntries(drafts, actor), services);
  return (await saveRemovals(tx, drafts, appended)).length;
}

/** Everything of theirs that these runs do not hold yet; nothing is written. */
async function draftItems(
  tx: Tx,
  runs: readonly (LeaverRun & { readonly joining?: readonly string[] })[],
  services: Services,
) {
  const orders: RemovalOrder[] = [];
  for (const run of runs) {
    const { id, subject, agency, effectiveAt } = run;
    const targets = await fanOut(tx, run, services);
    orders.push({ cause: causeOf(run), origin: id, subject, agency, effectiveAt, targets });
  }
  return draftRemovals(tx, orders, services);
}

/** An entry about one run; its payload is made of ids, instants and masked words. */
export function runEntry(
  type: `leaver-run.${string}@${number}`,
  { id, subject, agency }: Pick<LeaverRun, 'id' | 'subject' | 'agency'>,
  { actor, at }: { readonly actor: Actor; readonly at: string },
  payload: JsonValue,
): EntryInput {
  const refs = [id, subject, agency].filter((ref) => ref !== null);
  return { type, actor, occurredAt: at, observedAt: at, refs, payload: ownWords(payload) };
}
