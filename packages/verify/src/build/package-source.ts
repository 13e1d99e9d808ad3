import type { DsseSignature } from '@daybook/ledger';

/** One log, up to the checkpoint that names its size. */
export type PackageLog = {
  readonly origin: string;
  readonly firstPosition: number;
  readonly size: number;
  /** The log's first key; what replaced it is in the notes of `key.rotated@1`. */
  readonly vkey: string;
  /** The signed note of the checkpoint at exactly this size. */
  readonly checkpoint: string;
};

export type StoredPayload =
  | { readonly state: 'none' }
  /** `body` is canonical JSON. */
  | { readonly state: 'present'; readonly salt: Uint8Array; readonly body: Uint8Array }
  /** It was there once. Which entry erased it is read from the entries themselves. */
  | { readonly state: 'erased' };

export type StoredEntry = { readonly text: string; readonly payload: StoredPayload };

/** A checkpoint of the past: its size and its signed note. */
export type PastCheckpoint = { readonly size: number; readonly note: string };

/** Where a package is made from. Nothing else is read: facts, anchors and rotations are rebuilt from the entries. */
export interface PackageSource {
  /** Oldest first, at least one. */
  readonly logs: readonly PackageLog[];
  /** The operator's tlog-policy, for information; null where there is none. */
  readonly policy: string | null;
  /** All entries below the log's size, in order. */
  entries(log: PackageLog): AsyncIterable<StoredEntry> | Iterable<StoredEntry>;
  /** Checkpoints below the log's size: those of `sizes` that were kept, and others worth showing, each size once. */
  history(
    log: PackageLog,
    sizes: ReadonlySet<number>,
  ): AsyncIterable<PastCheckpoint> | Iterable<PastCheckpoint>;
  /** Signatures over this message by the keys of the last log that sign now, the newest key's among them. */
  sign(message: Uint8Array): Promise<readonly DsseSignature[]> | readonly DsseSignature[];
}
