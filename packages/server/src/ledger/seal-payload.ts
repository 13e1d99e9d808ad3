import { createCipheriv } from 'node:crypto';
import { type DataKey, openBytes } from '../platform/index.ts';
import { takeRandomBytes } from './random-bytes.ts';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const saltBytes = 32;

/** Salt and body under one key, bound to the entry's id: what `sealBytes` writes and `openBytes` reads. */
export function sealPayload({ key }: DataKey, entryId: string, salt: Uint8Array, body: Uint8Array): Buffer {
  const plainBytes = salt.length + body.length;
  const sealed = Buffer.allocUnsafe(1 + nonceBytes + plainBytes + tagBytes);
  const nonce = takeRandomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(entryId));
  sealed[0] = version;
  sealed.set(nonce, 1);
  sealed.set(cipher.update(salt), 1 + nonceBytes);
  sealed.set(cipher.update(body), 1 + nonceBytes + salt.length);
  cipher.final();
  sealed.set(cipher.getAuthTag(), 1 + nonceBytes + plainBytes);
  return sealed;
}

/** Throws when a byte was changed, or when key or entry is another one. */
export function openPayload(key: DataKey, entryId: string, sealed: Buffer): { salt: Buffer; body: Buffer } {
  const plain = openBytes(key.key, sealed, entryId);
  return { salt: plain.subarray(0, saltBytes), body: plain.subarray(saltBytes) };
}
