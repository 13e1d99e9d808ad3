import { createHmac, type KeyObject } from 'node:crypto';
import type { IdentityValues } from '@daybook/kit';
import { canonicalize } from '@daybook/ledger';

/** Both hashes are keyed: without the key nobody can try names against the table. */
export type IdentityHashes = { readonly values: Buffer; readonly lookup: Buffer };

/** `lookup` names who is meant, by the strongest identifier present; `values` names exactly what was said of them. */
export function hashIdentity(key: KeyObject, identity: IdentityValues): IdentityHashes {
  return {
    values: keyed(key, `values ${canonicalize(presentValues(identity))}`),
    lookup: keyed(key, `lookup ${strongestIdentifier(identity)}`),
  };
}

/** Digits, perhaps behind a few letters. A user name is handed on to a namesake more readily than a number. */
const personnelNumber = /^(?:employee )?[a-z]{0,3}[-_ ]?\d+$/i;

/** Names the number by which a list knows somebody whom it also gives a mail address; null where it gives none, or no address. */
export function hashNumber(key: KeyObject, { email, login, system }: IdentityValues): Buffer | null {
  if (!email || !login || !system || !personnelNumber.test(login)) return null;
  return keyed(key, `number ${system} ${fold(login)}`);
}

/** A keyed hash of a tokenised value, to see that a record did not change. */
export function hashContent(key: KeyObject, canonicalValue: string): Buffer {
  return keyed(key, `content ${canonicalValue}`);
}

/** E-mail, then login within its system, then phone, then name within its system; letter case and spaces do not count. */
export function strongestIdentifier(identity: IdentityValues): string {
  const system = identity.system ?? '';
  if (identity.email) return `email ${fold(identity.email)}`;
  if (identity.login) return `login ${system} ${fold(identity.login)}`;
  if (identity.phone) return `phone ${identity.phone.replace(/[^+\d]/g, '')}`;
  return `name ${system} ${fold(identity.name ?? '')}`;
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function presentValues(identity: IdentityValues): Readonly<Record<string, string>> {
  const present: Record<string, string> = {};
  for (const name of ['email', 'login', 'phone', 'name', 'system'] as const) {
    const value = identity[name];
    if (value !== undefined) present[name] = value;
  }
  return present;
}

const keyTexts = new WeakMap<KeyObject, string>();

/** The key goes in as a string of bytes, which costs half of what a key object does; a list of people is hashed a million times. */
function keyed(key: KeyObject, text: string): Buffer {
  const known = keyTexts.get(key) ?? key.export().toString('latin1');
  keyTexts.set(key, known);
  return createHmac('sha256', known, { encoding: 'latin1' }).update(text).digest();
}
