import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash as digest,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { concatBytes } from './bytes.ts';
import type { HmacSha256 } from './commitment.ts';
import type { Ed25519Verify, NoteSigner } from './signed-note.ts';
import { HASH_SIZE_BYTES, nodeInput, type Sha256 } from './tree-hash.ts';
import { createVkey, type SigningKey } from './vkey.ts';

const spkiPrefix = Uint8Array.from(Buffer.from('302a300506032b6570032100', 'hex'));
const pkcs8Prefix = Uint8Array.from(Buffer.from('302e020100300506032b657004220420', 'hex'));

export const sha256: Sha256 = Object.assign((data: Uint8Array) => digestBytes(data), { ofNode: hashOfNode });

/** The key goes in as a string of bytes: Node tries a key given as bytes for a key object first, which costs five times as much. */
export const hmacSha256: HmacSha256 = (key, message) => {
  const text = Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1');
  return plainBytes(createHmac('sha256', text, { encoding: 'latin1' }).update(message).digest());
};

/** The leaf hash of an entry's canonical text, in one call. The text is well-formed, as canonical text is. */
export function leafHashOfText(canonical: string): Uint8Array {
  return digestBytes(`\0${canonical}`);
}

const nodeBytes = new Uint8Array(1 + 2 * HASH_SIZE_BYTES);
nodeBytes[0] = 1;

/** The two hashes are copied into one place that is always the same; nothing else can run until they are hashed. */
function hashOfNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_SIZE_BYTES || right.length !== HASH_SIZE_BYTES) {
    return digestBytes(nodeInput(left, right));
  }
  nodeBytes.set(left, 1);
  nodeBytes.set(right, 1 + HASH_SIZE_BYTES);
  return digestBytes(nodeBytes);
}

/** By way of a text with one character for each byte, which takes half the time a `Buffer` does. */
function digestBytes(data: Uint8Array | string): Uint8Array {
  const binary = digest('sha256', data, 'binary');
  const bytes = new Uint8Array(HASH_SIZE_BYTES);
  for (let i = 0; i < HASH_SIZE_BYTES; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export const ed25519Verify: Ed25519Verify = (publicKey, message, signature) => {
  if (publicKey.length !== 32) return false;
  const der = Buffer.from(concatBytes([spkiPrefix, publicKey]));
  return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
};

/** The 32-byte public key of a 32-byte seed. */
export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
  return Uint8Array.from(spki.subarray(spkiPrefix.length));
}

export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return plainBytes(sign(null, message, privateKeyOf(seed)));
}

/** A signer that keeps the key in memory. `seed` is 32 random bytes, kept secret. */
export function createNoteSigner(name: string, seed: Uint8Array): NoteSigner {
  const key = privateKeyOf(seed);
  return {
    vkey: createVkey(sha256, name, ed25519PublicKey(seed)),
    sign: (message) => plainBytes(sign(null, message, key)),
  };
}

/** A witness's signer: the key is of type `cosignature`. `seed` is 32 random bytes, kept secret. */
export function createCosigner(name: string, seed: Uint8Array): NoteSigner {
  const { sign: signMessage } = createNoteSigner(name, seed);
  return { vkey: createVkey(sha256, name, ed25519PublicKey(seed), 'cosignature'), sign: signMessage };
}

/** The signer of a key in Go's text form; refuses a key id that does not belong to the seed. */
export function signerOfKey({ name, keyId, seed }: SigningKey): NoteSigner {
  const signer = createNoteSigner(name, seed);
  if (signer.vkey.keyId !== keyId) throw new TypeError('key id does not belong to the private key');
  return signer;
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new TypeError('an Ed25519 seed is 32 bytes long');
  const der = Buffer.from(concatBytes([pkcs8Prefix, seed]));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** A `Buffer` would slice and print differently from what the browser has. */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
