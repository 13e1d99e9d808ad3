import { createHash } from 'node:crypto';

export const keyServiceKinds = ['file', 'environment', 'kms'] as const;
export type KeyServiceKind = (typeof keyServiceKinds)[number];

/** What the database remembers of a master key; it opens nothing by itself. */
export type KeptKey = { readonly fingerprint: string; readonly wrapped: string | null };

/**
 * Where master keys are kept. A key that `wrap` answered for can be had back by `unwrap` from then on, also after a crash;
 * `unwrap` answers the very key of the fingerprint or refuses: `keys-missing` where it is not there, `key-service-failed`
 * where a service cannot be asked now. Neither ever tells a key in an error.
 */
export interface KeyService {
  readonly kind: KeyServiceKind;
  /** Where it is, in words for people; never a key. */
  readonly source: string;
  /** Keeps a new key; answers what the database must remember beside the fingerprint, null where that is nothing. */
  wrap(key: Uint8Array): Promise<string | null>;
  unwrap(kept: KeptKey): Promise<Buffer>;
  /** The key to begin with where the service does not take any: from the environment. Null: make one. */
  given(): Buffer | null;
  /** Once nothing is sealed under any other key of this service than that of the fingerprint. */
  settle(fingerprint: string): Promise<void>;
}

/** Tells keys apart. A key has 256 random bits, so its hash says nothing of it. */
export function fingerprintOf(key: Uint8Array): string {
  return createHash('sha256').update('daybook master key\n').update(key).digest('hex').slice(0, 16);
}
