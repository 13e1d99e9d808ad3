import { append, type EntryInput, type JsonValue } from '../../ledger/index.ts';
import type { Actor, Services, Tx } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { openRemovals } from '../removals/open-removals.ts';
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
  const now = services.clock.now();
  const run: LeaverRun = {
    ...order,
    ...{ id: services.ids.make('lvr'), openedAt: now, openedBy: actor.id, state: 'open', closedAt: null },
    ...{ returnedAt: null, rescindedAt: null, rescindedBy: null, rescindReason: null, position: -1 },
    ...{ rescindAskedBy: null, rescindAskedAt: null },
  };
  // The row comes first: a second opener of the same run waits here, and then finds it.
  if (!(await insertRun(tx, run))) return null;
  const { id, subject, agency, toldBy, isInvoluntary, trigger, effectiveAt, reason } = run;
  const payload = { run: id, subject, agency, toldBy, isInvoluntary, trigger, effectiveAt, reason };
  const entry = runEntry('leaver-run.opened@1', run, { actor, at: now }, payload);
  const [appended] = await append(tx, [entry], services);
  const written = { ...run, position: appended?.position ?? -1 };
  await updateRun(tx, written);
  await joinRun(tx, written, actor, services);
  return written;
}

/** What of theirs the run does not hold yet joins it; answers how much. */
export async function joinRun(tx: Tx, run: LeaverRun, actor: Actor, services: Services): Promise<number> {
  const { id, subject, agency, effectiveAt } = run;
  const targets = await fanOut(tx, run, services);
  const order = { cause: causeOf(run), origin: id, subject, agency, effectiveAt, targets };
  return (await openRemovals(tx, order, actor, services)).length;
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
