import { base64Of, bytesOfBase64 } from './base64.ts';
import { concatBytes, hexOf, utf8 } from './bytes.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import type { Sha256 } from './tree-hash.ts';

/**
 * What a key signs: whole notes, or checkpoints as a witness (cosignature/v1). The values are the note type bytes. Keys of
 * ML-DSA-44 are read and written; what they have signed is passed over, since its verification is not supported.
 */
export const keyTypes = { note: 0x01, cosignature: 0x04, 'ml-dsa-44-cosignature': 0x06 } as const;

export type KeyType = keyof typeof keyTypes;

/** A public key by which notes are verified (c2sp.org/signed-note). */
export type Vkey = {
  readonly name: string;
  readonly type: KeyType;
  /** Eight lower-case hexadecimal digits. */
  readonly keyId: string;
  /** 32 bytes of Ed25519, or 1,312 of ML-DSA-44. */
  readonly publicKey: Uint8Array;
};

/** A private key in Go's text form. Never logged, never in an error. */
export type SigningKey = {
  readonly name: string;
  readonly keyId: string;
  /** 32 bytes: the Ed25519 seed. */
  readonly seed: Uint8Array;
};

const ed25519KeySizeBytes = 32;
const mlDsa44KeySizeBytes = 1312;
const privatePrefix = 'PRIVATE+KEY+';

export function createVkey(hash: Sha256, name: string, publicKey: Uint8Array, type: KeyType = 'note'): Vkey {
  if (!isKeyName(name)) throw vkeyError('key name is empty or holds a space or a plus sign');
  const sizeBytes = type === 'ml-dsa-44-cosignature' ? mlDsa44KeySizeBytes : ed25519KeySizeBytes;
  if (publicKey.length !== sizeBytes) throw vkeyError(`public key is not ${sizeBytes} bytes long`);
  return { name, type, keyId: keyIdOf(hash, name, publicKey, type), publicKey };
}

/** `<name>+<key id>+<base64 of type and public key>`. */
export function formatVkey(vkey: Vkey): string {
  const typed = concatBytes([Uint8Array.of(keyTypes[vkey.type]), vkey.publicKey]);
  return `${vkey.name}+${vkey.keyId}+${base64Of(typed)}`;
}

/** Reads what `formatVkey` writes; refuses every other key type (ECDSA 0x02, 0x05, 0xff) and a key id that is not the key's. */
export function parseVkey(hash: Sha256, text: string): Vkey {
  const { name, typeByte, key } = splitKey(text);
  const vkey = createVkey(hash, name, key, keyTypeOf(typeByte));
  if (formatVkey(vkey) !== text) throw vkeyError('key id does not belong to the key');
  return vkey;
}

function keyTypeOf(typeByte: number): KeyType {
  switch (typeByte) {
    case keyTypes.note:
      return 'note';
    case keyTypes.cosignature:
      return 'cosignature';
    case keyTypes['ml-dsa-44-cosignature']:
      return 'ml-dsa-44-cosignature';
    default:
      throw vkeyError('key type is not supported');
  }
}

/** `PRIVATE+KEY+<name>+<key id>+<base64 of type and seed>`. Whoever knows the public key compares the key id. */
export function parseSigningKey(text: string): SigningKey {
  if (!text.startsWith(privatePrefix)) throw vkeyError('text is not a private key');
  const { name, keyId, typeByte, key } = splitKey(text.slice(privatePrefix.length));
  if (!/^[0-9a-f]{8}$/.test(keyId) || !isKeyName(name)) throw vkeyError('text is not a private key');
  if (typeByte !== keyTypes.note || key.length !== ed25519KeySizeBytes) {
    throw vkeyError('private key is not an Ed25519 seed');
  }
  return { name, keyId, seed: key };
}

export function formatSigningKey(key: SigningKey): string {
  const typed = concatBytes([Uint8Array.of(keyTypes.note), key.seed]);
  return `${privatePrefix}${key.name}+${key.keyId}+${base64Of(typed)}`;
}

/** Not empty, without Unicode white space, control characters and plus signs. */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\s\p{White_Space}\p{Cc}+]+$/u.test(name);
}

/** The first four bytes of SHA-256(name || 0x0A || type || public key), in hexadecimal. */
function keyIdOf(hash: Sha256, name: string, publicKey: Uint8Array, type: KeyType): string {
  const input = concatBytes([utf8(`${name}\n`), Uint8Array.of(keyTypes[type]), publicKey]);
  return hexOf(hash(input).subarray(0, 4));
}

/** Splits at the first two plus signs only, since base64 may hold more of them. */
function splitKey(text: string): { name: string; keyId: string; typeByte: number; key: Uint8Array } {
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  if (second === -1) throw vkeyError('key is not made of name, key id and base64');
  const typed = bytesOfBase64(text.slice(second + 1));
  const [name, keyId] = [text.slice(0, first), text.slice(first + 1, second)];
  return { name, keyId, typeByte: typed[0] ?? 0, key: typed.slice(1) };
}

function vkeyError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-vkey', message);
}
