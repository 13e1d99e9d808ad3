import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { refuse } from './errors.ts';

const firstNumber = 1;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Envelope encryption under one master key that lives outside the data folder. `context` is bound to the sealed bytes
 * (AES-256-GCM additional data): opening under another context fails.
 */
export interface Keyring {
  seal(plain: Uint8Array, context: string): Buffer;
  open(sealed: Uint8Array, context: string): Buffer;
  /** A 32-byte key derived for one purpose (HKDF-SHA256, RFC 5869); the same purpose always gives the same key. */
  derive(purpose: string): Buffer;
  /** Refuses with `keys-missing` where nothing can be sealed, for work that should not even begin then. */
  assertOpen(): void;
}

/** One master key, by the number (1 to 255) that is the first byte of everything sealed under it. */
export type MasterKey = { readonly number: number; readonly bytes: Uint8Array };

/** A keyring over one key that was never rotated. */
export function createKeyring(masterKey: Uint8Array): Keyring {
  const current = { number: firstNumber, bytes: masterKey };
  return createRotatedKeyring({ current, earlier: [], root: derivationRootOf(masterKey) });
}

/**
 * Seals under `current`, opens what was sealed under it or under one of `earlier`. `root` is what keys are derived from; it
 * stays the same whatever master key there is, so that derived keys do.
 */
export function createRotatedKeyring(keys: {
  readonly current: MasterKey;
  readonly earlier: readonly MasterKey[];
  readonly root: Uint8Array;
}): Keyring {
  const { current, earlier } = keys;
  const byNumber = new Map([...earlier, current].map(({ number, bytes }) => [number, keyOf(bytes)]));
  const sealing = keyOf(current.bytes);
  const root = createSecretKey(keys.root);
  return {
    seal: (plain, context) => sealBytes(sealing, plain, context, current.number),
    open: (sealed, context) => {
      const number = sealed[0] ?? 0;
      const key = byNumber.get(number) ?? refuse('keys-missing', `master key ${number} is missing`);
      return openBytes(key, sealed, context, number);
    },
    derive: (purpose) => createHmac('sha256', root).update(purpose).update(Buffer.of(1)).digest(),
    assertOpen: () => undefined,
  };
}

/**
 * What the keys of a keyring are derived from: the first half of HKDF (RFC 5869, extract without a salt) over its first
 * master key. The master key does not follow from it, so it may be kept when that key is given up.
 */
export function derivationRootOf(masterKey: Uint8Array): Buffer {
  return createHmac('sha256', Buffer.alloc(32)).update(masterKey).digest();
}

/** A keyring whose insides can be changed while everybody goes on using it: unlocked, or given another master key. */
export type ReplaceableKeyring = Keyring & { replace(next: Keyring): void };

export function createReplaceableKeyring(first: Keyring): ReplaceableKeyring {
  let inner = first;
  return {
    seal: (plain, context) => inner.seal(plain, context),
    open: (sealed, context) => inner.open(sealed, context),
    derive: (purpose) => inner.derive(purpose),
    assertOpen: () => inner.assertOpen(),
    replace: (next) => {
      inner = next;
    },
  };
}

/**
 * Stands in for a keyring whose master key is missing: what was sealed stays sealed and nothing new is, so the app can
 * start, show what is readable and say what is not. Derived keys last as long as the process, except those that find
 * known people again, which would silently find nobody.
 */
export function createLockedKeyring(): Keyring {
  const passing = createKeyring(randomBytes(32));
  const locked = (): never => refuse('keys-missing');
  return {
    seal: locked,
    open: locked,
    derive: (purpose) => (purpose.startsWith('intake:') ? locked() : passing.derive(purpose)),
    assertOpen: locked,
  };
}

function keyOf(bytes: Uint8Array): KeyObject {
  if (bytes.length !== 32) refuse('keys-missing', 'the master key must be 32 bytes');
  return createSecretKey(bytes);
}

/** Number of the key, nonce (12), ciphertext, tag (16). A `KeyObject` is several times faster than bare bytes. */
export function sealBytes(key: KeyObject, plain: Uint8Array, context: string, number = firstNumber): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plain);
  return Buffer.concat([Buffer.of(number), nonce, body, cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the key or the context is another one, or a byte was changed. */
export function openBytes(key: KeyObject, sealed: Uint8Array, context: string, number = firstNumber): Buffer {
  if (sealed[0] !== number) throw new Error('sealed bytes are of another key');
  // Shorter than a whole tag: Node would take a cut one for a weaker one.
  if (sealed.length < 1 + nonceBytes + tagBytes) throw new Error('sealed bytes are cut off');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const body = decipher.update(sealed.subarray(1 + nonceBytes, sealed.length - tagBytes));
  return Buffer.concat([body, decipher.final()]);
}
