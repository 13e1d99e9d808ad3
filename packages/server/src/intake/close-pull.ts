import { createHash } from 'node:crypto';
import { type FactKind, factKindRules } from '@daybook/kit';
import { append, type JsonValue } from '../ledger/index.ts';
import { refuse, type Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import type { PopulationReport, PullError } from './population-report.ts';
import { isComplete, isVisible, type PopulationTally, reportOf } from './population-tally.ts';
import type { PullContext } from './pull-context.ts';
import {
  adoptSnapshot,
  clearStaging,
  countStagedItems,
  readSnapshotPage,
  stageUnseenItems,
} from './pull-items.store.ts';
import { endPull, type PullEnding, readFirstPosition } from './pulls.store.ts';
import { hasShrunken, repeatAfterMs } from './shrunken-list.ts';
import { takeWritingTurn } from './take-writing-turn.ts';
import {
  countMissedBefore,
  dropSeen,
  dropWithheld,
  unstageGone,
  withholdUnseen,
} from './withheld-absences.store.ts';
import { writeIdentities, writeItems } from './write-records.ts';

const digestPageSize = 5_000;

/**
 * Writes down everything a pull staged and closes it: the closing entry makes it visible at once and whole. When no
 * population may be taken over, it closes as failed and leaves that one entry.
 */
export async function closePull(tallies: readonly PopulationTally[], context: PullContext): Promise<void> {
  const visible = tallies.filter(isVisible);
  if (visible.length === 0) return failPull(tallies, errorOf(tallies), context);
  await takeWritingTurn(context);
  await writeIdentities(context);
  for (const tally of visible) {
    if (isComplete(tally)) await inTx(context, (tx) => stageUnseen(tx, tally, context));
    await writeItems(tally, context);
    tally.snapshotDigest = await digestSnapshot(tally, context);
  }
  await inTx(context, async (tx) => {
    for (const tally of visible) {
      await rememberWithheld(tx, tally, context);
      await adoptSnapshot(tx, context.pullId, context.connection.id, tally);
    }
    await clearStaging(tx, context.pullId);
    await writeClosing(tx, 'completed', { populations: tallies.map(reportOf), error: null }, context);
  });
}

/** Closes a pull that brought nothing: one entry says what was tried and found; all that was known stays as it was. */
export async function failPull(
  tallies: readonly PopulationTally[],
  error: PullError,
  context: PullContext,
): Promise<void> {
  const populations = tallies.map((tally) => ({ ...reportOf(tally), visible: false, complete: false }));
  await takeWritingTurn(context);
  await inTx(context, async (tx) => {
    await clearStaging(tx, context.pullId);
    const state = error.code === 'cancelled' ? 'cancelled' : 'failed';
    await writeClosing(tx, state, { populations, error }, context);
  });
}

/** What closing needs to know, also of a pull whose process is gone. */
export type ClosingContext = Omit<PullContext, 'signal' | 'connector' | 'connection'> & {
  readonly connector: { readonly id: string };
  readonly connection: { readonly id: string };
  /** When what is written down had been read to its end; without it, now. */
  readonly finishedAt?: string;
};

const closingTypes = {
  completed: 'pull.completed@1',
  failed: 'pull.failed@1',
  cancelled: 'pull.failed@1',
  abandoned: 'pull.abandoned@1',
} as const satisfies Record<PullEnding['state'], string>;

/** Appends the closing entry and ends the pull's row in one transaction. */
export async function writeClosing(
  tx: Tx,
  state: PullEnding['state'],
  result: { readonly populations: readonly PopulationReport[]; readonly error: PullError | null },
  context: ClosingContext,
): Promise<void> {
  const now = context.services.clock.now();
  const finishedAt = context.finishedAt ?? now;
  const type = closingTypes[state];
  const payload: JsonValue = {
    connector: context.connector.id,
    startedAt: context.startedAt,
    finishedAt,
    firstPosition: await readFirstPosition(tx, context.pullId),
    populations: result.populations.map(payloadOf),
    ...result.error,
  };
  // A file that could not even be recognised has no connection yet.
  const refs = [context.connection.id, context.pullId].filter((ref) => ref !== '');
  const entry = {
    type,
    actor: context.actor,
    occurredAt: now,
    observedAt: now,
    refs,
    payload: ownWords(payload),
  };
  const [closing] = await append(tx, [entry], context.services);
  const isEnded = await endPull(tx, context.pullId, {
    state,
    position: closing?.position ?? -1,
    ...result,
    now: finishedAt,
  });
  if (!isEnded) refuse('cancelled', 'this pull had already ended');
}

function payloadOf({ withheld, ...report }: PopulationReport) {
  return withheld === undefined ? report : { ...report, withheld };
}

/**
 * What was known and did not come is gone, or, of a log, past. The staging is not crash-safe: what a restart of the database
 * took from it must not be taken for either.
 */
async function stageUnseen(tx: Tx, tally: PopulationTally, context: PullContext): Promise<void> {
  requireAllStaged(tally, await countStagedItems(tx, context.pullId, tally));
  const state = tally.keepsPast ? 'same' : 'gone';
  const unseen = await stageUnseenItems(tx, context.pullId, context.connection.id, { ...tally, state });
  if (tally.keepsPast) tally.past = unseen;
  else await takeAbsences(tx, tally, unseen, context);
}

/** Counts what is gone, unless it is so much at once that the list may have been cut off: then nothing is. */
async function takeAbsences(
  tx: Tx,
  tally: PopulationTally,
  gone: number,
  context: PullContext,
): Promise<void> {
  tally.closed = gone;
  tally.withheld = null;
  const known = tally.items - tally.added + gone;
  // The tally was opened by an emission whose kind is one of the ontology's.
  const isState = factKindRules[tally.kind as FactKind].time === 'state';
  if (!isState || context.connector.isOwn === true || !hasShrunken({ gone, known })) return;
  const isFile = typeof context.connection.settings.path === 'string';
  const list = listOf(tally, context);
  const missedBy = new Date(Date.parse(context.startedAt) - repeatAfterMs).toISOString();
  // A file says the same again however often it is read; only a person can tell.
  const repeated = isFile ? 0 : await countMissedBefore(tx, list, missedBy);
  if (!hasShrunken({ gone: gone - repeated, known: known - repeated })) return;
  await unstageGone(tx, list);
  tally.closed = 0;
  tally.withheld = { gone, known, isFile };
}

/** Must come before the staging becomes the snapshot: it tells what this reading did not hold. */
async function rememberWithheld(tx: Tx, tally: PopulationTally, context: PullContext): Promise<void> {
  const list = listOf(tally, context);
  if (isComplete(tally)) return dropWithheld(tx, list);
  await dropSeen(tx, list);
  if (tally.withheld !== null) await withholdUnseen(tx, list, context.startedAt);
}

function listOf({ kind, scope }: PopulationTally, { pullId, connection }: PullContext) {
  return { pullId, connection: connection.id, kind, scope };
}

/** SHA-256 in hex over the items and commitments of a list as it is staged. Throws where some are not there. */
export async function digestSnapshot(tally: PopulationTally, context: PullContext): Promise<string> {
  const digest = createHash('sha256');
  let items = 0;
  for (let after = ''; ; ) {
    const page = await inTx(context, (tx) =>
      readSnapshotPage(tx, context.pullId, tally, after, digestPageSize),
    );
    for (const pair of page) digest.update(`${pair.key}\t${pair.commitment.toString('base64')}\n`);
    items += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < digestPageSize) break;
    after = last.key;
  }
  requireAllStaged(tally, items);
  return digest.digest('hex');
}

function requireAllStaged(tally: PopulationTally, staged: number): void {
  const expected = tally.items + tally.past;
  if (staged !== expected) throw new Error(`${staged} of ${expected} staged items are left`);
}

function inTx<T>(context: PullContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return context.services.database.withWorkspace(context.workspaceId, work);
}

function errorOf(tallies: readonly PopulationTally[]): PullError {
  const reasons = tallies.flatMap((tally) => reportOf(tally).reasons);
  const hint = 'mend the source and read it again; everything known before stays as it was';
  if (tallies.length === 0) {
    return { code: 'source-unreadable', message: 'the source named nothing to read', hint };
  }
  return { code: 'source-unreadable', message: reasons.slice(0, 3).join('; '), hint };
}
