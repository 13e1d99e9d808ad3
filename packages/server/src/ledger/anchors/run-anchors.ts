import {
  type Actor,
  describeError,
  ExchangeFailed,
  type Services,
  systemActor,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { newestLog } from '../logs.store.ts';
import { checkpointLog } from '../sign-checkpoint.ts';
import { listLogKeys } from '../succession/log-keys.store.ts';
import { AnchorProblem } from './anchor-problem.ts';
import { confirmedSize, hasGrownSince } from './anchor-receipts.store.ts';
import { type AnchorTarget, claimTargets, lockTargets } from './anchor-targets.store.ts';
import { isDue } from './anchors-due.ts';
import { askTimestamp } from './ask-timestamp.ts';
import { askWitness } from './ask-witness.ts';
import type { CheckpointOfLog, Confirmation } from './confirmation.ts';
import { ForeignHeadFound } from './find-foreign-head.ts';
import { mailCheckpoint } from './mail-checkpoint.ts';
import { recordAnchors } from './record-anchors.ts';

export type AnchorOutcome =
  | { readonly target: AnchorTarget; readonly state: 'ok'; readonly confirmation: Confirmation }
  | {
      readonly target: AnchorTarget;
      readonly state: 'failing';
      readonly problem: string;
      readonly size: number;
    };

export type AnchorRun = {
  readonly workspaceId: WorkspaceId;
  /** `due`: those whose time has come. `all`: every one, now. */
  readonly which: 'due' | 'all';
  readonly actor: Actor;
};

/**
 * Asks outsiders to confirm the newest checkpoint: first the network, outside any transaction, then one transaction with
 * every receipt and its entry. Of several processes that run what is due, one does it.
 */
export async function runAnchors(run: AnchorRun, services: Services): Promise<readonly AnchorOutcome[]> {
  const begun = await services.database.withWorkspace(run.workspaceId, (tx) => begin(tx, run, services));
  if (begun === null) return [];
  const outcomes = await Promise.all(
    begun.targets.map((target) => confirm(run.workspaceId, target, begun.asked, services)),
  );
  await recordAnchors({ ...run, log: begun.asked.log, outcomes }, services);
  services.live.publish(run.workspaceId, 'anchors');
  services.live.publish(run.workspaceId, 'ledger');
  return outcomes;
}

/** What is due in each workspace, by the clock alone. */
export async function runDueAnchors(workspaceIds: Iterable<WorkspaceId>, services: Services): Promise<void> {
  for (const workspaceId of workspaceIds) {
    await runAnchors({ workspaceId, which: 'due', actor: systemActor }, services).catch((error: unknown) =>
      services.log.error({ workspaceId, error: describeError(error) }, 'anchors were not run'),
    );
  }
}

async function begin(
  tx: Tx,
  run: AnchorRun,
  services: Services,
): Promise<{ targets: readonly AnchorTarget[]; asked: CheckpointOfLog } | null> {
  const log = await newestLog(tx);
  const all = log === null ? [] : await lockTargets(tx);
  if (log === null || all.length === 0) return null;
  const now = services.clock.now();
  const targets: AnchorTarget[] = [];
  for (const target of all) {
    const hasGrown = await hasGrownSince(tx, log.id, await confirmedSize(tx, log.id, target.id));
    if (run.which === 'all' || isDue(target, hasGrown, now)) targets.push(target);
  }
  if (targets.length === 0) return null;
  await claimTargets(
    tx,
    targets.map((target) => target.id),
    now,
  );
  const logKeys = (await listLogKeys(tx, log.id)).map((key) => key.verifierKey);
  return { targets, asked: { log, checkpoint: await checkpointLog(tx, log, services), logKeys } };
}

async function confirm(
  workspaceId: WorkspaceId,
  target: AnchorTarget,
  asked: CheckpointOfLog,
  services: Services,
): Promise<AnchorOutcome> {
  try {
    const confirmation = await ask(workspaceId, target, asked, services);
    return { target, state: 'ok', confirmation };
  } catch (error) {
    if (!(error instanceof AnchorProblem || error instanceof ExchangeFailed)) throw error;
    return { target, state: 'failing', problem: error.message, size: asked.checkpoint.size };
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
