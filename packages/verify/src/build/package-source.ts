/** One year's log, up to the checkpoint that names its size. */
export type PackageLog = {
  readonly origin: string;
  readonly firstPosition: number;
  readonly size: number;
  readonly vkey: string;
  /** The signed note of the checkpoint at exactly this size. */
  readonly checkpoint: string;
};

export type StoredPayload =
  | { readonly state: 'none' }
  /** `body` is canonical JSON. */
  | { readonly state: 'present'; readonly salt: Uint8Array; readonly body: Uint8Array }
  /** `by` is the position of the entry that records the erasure. */
  | { readonly state: 'erased'; readonly by: number };

export type StoredEntry = { readonly text: string; readonly payload: StoredPayload };

/** Where a package is made from. Nothing else is read: the facts are rebuilt from the entries. */
export interface PackageSource {
  /** Oldest first, at least one. */
  readonly logs: readonly PackageLog[];
  /** All entries below the log's size, in order. */
  entries(log: PackageLog): AsyncIterable<StoredEntry> | Iterable<StoredEntry>;
  /** A note over this text, signed by the key of the last log. */
  sign(text: string): Promise<string> | string;
}
