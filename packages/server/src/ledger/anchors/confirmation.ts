import type { StoredCheckpoint } from '../checkpoints.store.ts';
import type { Log } from '../logs.store.ts';

/** What is to be confirmed: a checkpoint as the log alone signed it. */
export type CheckpointOfLog = {
  readonly log: Log;
  readonly checkpoint: StoredCheckpoint;
  /** All keys the log has had, oldest first. */
  readonly logKeys: readonly string[];
};

/** A third party's answer, verified. */
export type Confirmation = {
  /** May be newer than the one that was asked for. */
  readonly checkpoint: StoredCheckpoint;
  /** Who confirmed, for people. */
  readonly by: string;
  /** The same for the ledger, where no name an owner typed may stand. */
  readonly byInLedger: string;
  readonly at: string;
  readonly receipt: Buffer;
};
