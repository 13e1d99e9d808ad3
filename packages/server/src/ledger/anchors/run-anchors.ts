import {
  type Actor,
  describeError,
  ExchangeFailed,
  type Services,
  systemActor,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { assertOpen, newestLog, readHead } from '../logs.store.ts';
import { checkpointLog } from '../sign-checkpoint.ts';
import { listLogKeys } from '../succession/log-keys.store.ts';
import { reportForeignHead } from '../succession/report-foreign-head.ts';
import { AnchorProblem } from './anchor-problem.ts';
import { confirmedSize, hasGrownSince } from './anchor-receipts.store.ts';
import { type AnchorTarget, claimTargets, lockTargets } from './anchor-targets.store.ts';
import { isDue } from './anchors-due.ts';
import { askTimestamp } from './ask-timestamp.ts';
import { askWitness } from './ask-witness.ts';
import type { CheckpointOfLog, Confirmation } from './confirmation.ts';
import { type ForeignHead, ForeignHeadFound } from './find-foreign-head.ts';
import { mailCheckpoint } from './mail-checkpoint.ts';
import { recordAnchors } from './record-anchors.ts';

export type AnchorOutcome =
  | { readonly target: AnchorTarget; readonly state: 'ok'; readonly confirmation: Confirmation }
  | {
      readonly target: AnchorTarget;
      readonly state: 'failing';
      readonly problem: string;
      /** Of the checkpoint that was to be confirmed. */
      readonly size: number;
      /** Another history of the log that this target holds. */
      readonly foreign: ForeignHead | null;
    };

export type AnchorRun = {
  readonly workspaceId: WorkspaceId;
  /** `due`: those whose time has come. `all`: every one, now. */
  readonly which: 'due' | 'all';
  readonly actor: Actor;
  /** Ends the waiting for outsiders; then nothing is written down. */
  readonly signal?: AbortSignal;
};

/**
 * Asks outsiders to confirm the newest checkpoint: first the network, outside any transaction, then one transaction with
 * every receipt and its entry. Of several processes that run what is due, one does it.
 */
export async function runAnchors(run: AnchorRun, services: Services): Promise<readonly AnchorOutcome[]> {
  const begun = await services.database.withWorkspace(run.workspaceId, (tx) => begin(tx, run, services));
  if (begun === null) return [];
  const outcomes = await Promise.all(
    begun.targets.map((target) => confirm(run, target, begun.asked, services)),
  );
  const told = await alarmOfForks(run.workspaceId, outcomes, services);
  await recordAnchors({ ...run, log: begun.asked.log, outcomes: told }, services);
  services.live.publish(run.workspaceId, 'anchors');
  services.live.publish(run.workspaceId, 'ledger');
  return told;
}

/** What is due in each workspace, by the clock alone. */
export async function runDueAnchors(
  workspaceIds: Iterable<WorkspaceId>,
  services: Services,
  signal: AbortSignal,
): Promise<void> {
  for (const workspaceId of workspaceIds) {
    if (signal.aborted) return;
    try {
      await runAnchors({ workspaceId, which: 'due', actor: systemActor, signal }, services);
    } catch (error) {
      if (signal.aborted) return;
      services.log.error({ workspaceId, error: describeError(error) }, 'anchors were not run');
    }
  }
}

async function begin(
  tx: Tx,
  run: AnchorRun,
  services: Services,
): Promise<{ targets: readonly AnchorTarget[]; asked: CheckpointOfLog } | null> {
  const log = await newestLog(tx);
  if (log === null) return null;
  if (run.which === 'all') await assertOpen(tx, log);
  if ((await readHead(tx, log.id)).forkedAt !== null) return null;
  const all = await lockTargets(tx);
  const now = services.clock.now();
  const targets: AnchorTarget[] = [];
  for (const target of all) {
    const hasGrown = await hasGrownSince(tx, log.id, await confirmedSize(tx, log.id, target.id));
    if (run.which === 'all' || isDue(target, hasGrown, now)) targets.push(target);
  }
  const checkpoint = targets.length === 0 ? null : await checkpointLog(tx, log, services);
  if (checkpoint === null) return null;
  await claimTargets(
    tx,
    targets.map((target) => target.id),
    now,
  );
  const logKeys = (await listLogKeys(tx, log.id)).map((key) => key.verifierKey);
  return { targets, asked: { log, checkpoint, logKeys } };
}

async function confirm(
  { workspaceId, signal }: AnchorRun,
  target: AnchorTarget,
  asked: CheckpointOfLog,
  services: Services,
): Promise<AnchorOutcome> {
  try {
    const confirmation = await unlessAborted(ask(workspaceId, target, asked, services), signal);
    return { target, state: 'ok', confirmation };
  } catch (error) {
    if (!(error instanceof AnchorProblem || error instanceof ExchangeFailed)) throw error;
    const foreign = error instanceof ForeignHeadFound ? error.head : null;
    return { target, state: 'failing', problem: error.message, size: asked.checkpoint.size, foreign };
  }
}

function ask(
  workspaceId: WorkspaceId,
  target: AnchorTarget,
  asked: CheckpointOfLog,
  services: Services,
): Promise<Confirmation> {
  switch (target.kind) {
    case 'witness':
      return askWitness(workspaceId, target, asked, services);
    case 'timestamp':
      return askTimestamp(target, asked, services);
    case 'mail':
      return mailCheckpoint(target, asked, services);
  }
}

/** A head that is not part of our log closes it; then no receipt can be written down either, and that is said. */
async function alarmOfForks(
  workspaceId: WorkspaceId,
  outcomes: readonly AnchorOutcome[],
  services: Services,
): Promise<readonly AnchorOutcome[]> {
  const foreign = outcomes.flatMap((outcome) =>
    outcome.state === 'failing' && outcome.foreign !== null ? [outcome.foreign] : [],
  );
  for (const head of foreign) await reportForeignHead({ workspaceId, ...head }, services);
  if (foreign.length === 0) return outcomes;
  const problem = 'it was not written down: another history of the log is known';
  return outcomes.map((outcome) =>
    outcome.state === 'failing'
      ? outcome
      : {
          target: outcome.target,
          state: 'failing',
          problem,
          size: outcome.confirmation.checkpoint.size,
          foreign: null,
        },
  );
}

/** A slow outsider must not hold up a server that stops. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new Error('the server stops')), { once: true });
  return Promise.race([work, promise]);
}
