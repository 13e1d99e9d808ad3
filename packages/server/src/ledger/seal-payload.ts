import { createCipheriv } from 'node:crypto';
import { type DataKey, openBytes } from '../platform/index.ts';
import { takeRandomBytes } from './random-bytes.ts';

/** Of the first byte: 1 was sealed under the stored key, 2 under what is derived from it for the workspace. */
const versions = { stored: 1, own: 2 } as const;
const nonceBytes = 12;
const tagBytes = 16;
const saltBytes = 32;

/** Salt and body under the key of the workspace, bound to the entry's id; `openPayload` reads it. */
export function sealPayload(
  { key, own }: DataKey,
  entryId: string,
  salt: Uint8Array,
  body: Uint8Array,
): Buffer {
  const plainBytes = salt.length + body.length;
  const sealed = Buffer.allocUnsafe(1 + nonceBytes + plainBytes + tagBytes);
  const nonce = takeRandomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', own ?? key, nonce);
  cipher.setAAD(Buffer.from(entryId));
  sealed[0] = own === undefined ? versions.stored : versions.own;
  sealed.set(nonce, 1);
  sealed.set(cipher.update(salt), 1 + nonceBytes);
  sealed.set(cipher.update(body), 1 + nonceBytes + salt.length);
  cipher.final();
  sealed.set(cipher.getAuthTag(), 1 + nonceBytes + plainBytes);
  return sealed;
}

/** Throws when a byte was changed, or when key, workspace or entry is another one. */
export function openPayload(key: DataKey, entryId: string, sealed: Buffer): { salt: Buffer; body: Buffer } {
  const isOwn = sealed[0] === versions.own && key.own !== undefined;
  const plain = isOwn
    ? openBytes(key.own, sealed, entryId, versions.own)
    : openBytes(key.key, sealed, entryId, versions.stored);
  return { salt: plain.subarray(0, saltBytes), body: plain.subarray(saltBytes) };
}
