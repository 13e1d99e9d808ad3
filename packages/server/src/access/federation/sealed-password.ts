import { randomBytes } from 'node:crypto';

/** No letter that is read as another one. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 8;
const groupLength = 5;

/** 40 letters of 31, which is 198 bits, in groups that can be typed from paper. */
export function newSealedPassword(): string {
  return Array.from({ length: groups }, () => pick(groupLength)).join('-');
}

/** `bg-` and ten letters: says nothing about whose it is. */
export function newSignInName(): string {
  return `bg-${pick(10)}`;
}

/** As typed from paper: in any case, with spaces or without hyphens. */
export function normalPassword(typed: string): string {
  const plain = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain.match(/.{1,5}/g)?.join('-') ?? '';
}

/** Bytes that would favour some letters are thrown away. */
function pick(length: number): string {
  const bound = 256 - (256 % letters.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < bound && text.length < length) text += letters[byte % letters.length];
    }
  }
  return text;
}
