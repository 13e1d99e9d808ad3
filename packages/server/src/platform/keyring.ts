import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from './errors.ts';

const version = 1;
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

export function createKeyring(masterKey: Uint8Array): Keyring {
  if (masterKey.length !== 32) refuse('keys-missing', 'the master key must be 32 bytes');
  const key = createSecretKey(masterKey);
  return {
    seal: (plain, context) => sealBytes(key, plain, context),
    open: (sealed, context) => openBytes(key, sealed, context),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, new Uint8Array(), purpose, 32)),
    assertOpen: () => undefined,
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

/** Version byte, nonce (12), ciphertext, tag (16). A `KeyObject` is several times faster than bare bytes. */
export function sealBytes(key: KeyObject, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plain);
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the key or the context is another one, or a byte was changed. */
export function openBytes(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
  if (sealed[0] !== version) throw new Error('sealed bytes have an unknown version');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const body = decipher.update(sealed.subarray(1 + nonceBytes, sealed.length - tagBytes));
  return Buffer.concat([body, decipher.final()]);
}

/** Reads the master key from the environment or the key folder; makes one (0600) only where `mayCreate` says so. */
export function loadMasterKey(input: {
  keyDir: string;
  mayCreate: boolean;
  fromEnvironment: string | undefined;
}): Buffer {
  if (input.fromEnvironment) return Buffer.from(input.fromEnvironment, 'base64');
  const file = join(input.keyDir, 'master.key');
  if (existsSync(file)) return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (!input.mayCreate) refuse('keys-missing', `the key file of this data folder is missing: ${file}`);
  mkdirSync(input.keyDir, { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  writeFileSync(file, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return key;
}
