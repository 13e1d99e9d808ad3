import type { Actor } from '../platform/index.ts';
import type { Redacted } from '../redaction/index.ts';

/** JSON as the ledger's profile allows it: whole numbers only, no U+0000. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** What a feature asks to be written down. Personal data is already tokenised or masked: `payload` is `Redacted`. */
export type EntryInput = {
  /** Kind and version, `record.observed@1`. A released kind never changes its shape. */
  readonly type: string;
  readonly actor: Actor;
  /** When it happened by the source's claim, or null where it does not say. Any ISO instant. */
  readonly occurredAt: string | null;
  readonly observedAt: string;
  readonly refs: readonly string[];
  readonly payload?: Redacted<JsonValue>;
  /** Set for identity payloads: the one subject under whose own key the payload is sealed. */
  readonly subject?: string;
};

export type Appended = {
  readonly position: number;
  readonly index: number;
  readonly id: string;
  /** The payload's commitment, or null where the entry has none. */
  readonly commitment: Uint8Array | null;
};
