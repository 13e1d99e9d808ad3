import type { Actor, Services, WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { append } from '../append-entries.ts';
import type { EntryInput } from '../entry-input.ts';
import type { Log } from '../logs.store.ts';
import { insertReceipt } from './anchor-receipts.store.ts';
import { type AnchorTarget, markTried } from './anchor-targets.store.ts';
import type { Confirmation } from './confirmation.ts';
import type { AnchorOutcome } from './run-anchors.ts';

type Recorded = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly log: Log;
  readonly outcomes: readonly AnchorOutcome[];
};

/** Writes down what came of a run: how each target fared, and each receipt as a row and as an entry, all or nothing. */
export async function recordAnchors(
  { workspaceId, actor, log, outcomes }: Recorded,
  services: Services,
): Promise<void> {
  const now = services.clock.now();
  const confirmed = outcomes.filter((outcome) => outcome.state === 'ok');
  await services.database.withWorkspace(workspaceId, async (tx) => {
    for (const outcome of outcomes) {
      await markTried(tx, outcome.target.id, now, outcome.state === 'ok' ? null : outcome.problem);
    }
    const entries = confirmed.map(({ target, confirmation }) =>
      receiptEntry({ target, confirmation, log, actor, now }),
    );
    const appended = await append(tx, entries, services);
    for (const [i, { target, confirmation }] of confirmed.entries()) {
      const { checkpoint, by, at, receipt } = confirmation;
      await insertReceipt(tx, {
        logId: log.id,
        size: checkpoint.size,
        root: checkpoint.root,
        kind: target.kind,
        by,
        at,
        takenAt: now,
        position: appended[i]?.position ?? -1,
        target: target.id,
        receipt,
        verifierKey: target.verifierKey,
        rootCertificates: target.rootCertificates,
      });
    }
  });
}

type ReceiptInput = {
  readonly target: AnchorTarget;
  readonly confirmation: Confirmation;
  readonly log: Log;
  readonly actor: Actor;
  readonly now: string;
};

function receiptEntry({ target, confirmation, log, actor, now }: ReceiptInput): EntryInput {
  const { checkpoint, byInLedger, at, receipt } = confirmation;
  return {
    type: 'anchor.receipt@1',
    actor,
    occurredAt: at,
    observedAt: now,
    refs: [],
    payload: ownWords({
      origin: log.origin,
      size: checkpoint.size,
      root: checkpoint.root.toString('base64'),
      kind: target.kind,
      by: byInLedger,
      at,
      receipt: receipt.toString('base64'),
    }),
  };
}
