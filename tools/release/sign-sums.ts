import { hash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createVkey,
  formatSigningKey,
  formatVkey,
  openNote,
  parseSigningKey,
  parseVkey,
  signNote,
} from '../../packages/ledger/src/index.ts';
import { ed25519PublicKey, ed25519Verify, sha256, signerOfKey } from '../../packages/ledger/src/node.ts';

export const signatureName = 'SHA256SUMS.note';

/** The signing key: the text of DAYBOOK_RELEASE_KEY, or the file DAYBOOK_RELEASE_KEY_FILE names. Null where neither is set. */
export function readReleaseKey(env: NodeJS.ProcessEnv): string | null {
  if (env.DAYBOOK_RELEASE_KEY) return env.DAYBOOK_RELEASE_KEY.trim();
  return env.DAYBOOK_RELEASE_KEY_FILE ? readFileSync(env.DAYBOOK_RELEASE_KEY_FILE, 'utf8').trim() : null;
}

/** A fresh Ed25519 key pair in the text forms of signed notes. */
export function newReleaseKey(name: string): { readonly signingKey: string; readonly verifierKey: string } {
  const seed = randomBytes(32);
  const vkey = createVkey(sha256, name, ed25519PublicKey(seed));
  return { signingKey: formatSigningKey({ name, keyId: vkey.keyId, seed }), verifierKey: formatVkey(vkey) };
}

/** Signs the sums as a signed note (C2SP); without a key an old signature is removed, so that none stays over other sums. */
export function signSums(folder: string, key: string | null): string | null {
  const path = join(folder, signatureName);
  rmSync(path, { force: true });
  if (key === null) return null;
  const text = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
  writeFileSync(path, signNote(text, [signerOfKey(parseSigningKey(key))]));
  return path;
}

/** Every problem of a release folder under the key given; none means each file is the one that was signed. */
export function releaseProblems(folder: string, verifierKey: string): readonly string[] {
  const path = join(folder, signatureName);
  if (!existsSync(path)) return [`there is no ${signatureName}`];
  const text = openOrNull(readFileSync(path, 'utf8'), verifierKey);
  if (text === null) return [`${signatureName} is not signed by this key`];
  const named = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('  '));
  const problems = named.flatMap(([digest, name = '']) => {
    if (!existsSync(join(folder, name))) return [`${name} is missing`];
    return hash('sha256', readFileSync(join(folder, name))) === digest ? [] : [`${name} was changed`];
  });
  const known = new Set([...named.map(([, name]) => name), 'SHA256SUMS', signatureName]);
  const unsigned = readdirSync(folder).filter((name) => !known.has(name));
  return [...problems, ...unsigned.map((name) => `${name} is not among the signed files`)];
}

function openOrNull(note: string, verifierKey: string): string | null {
  try {
    return openNote(note, [parseVkey(sha256, verifierKey)], ed25519Verify).text;
  } catch {
    return null;
  }
}
