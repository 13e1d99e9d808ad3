import { randomBytes } from 'node:crypto';
import { createVkey, formatNote, formatVkey, utf8, type Vkey } from '@daybook/ledger';
import { createNoteSigner, ed25519PublicKey, sha256 } from '@daybook/ledger/node';
import { refuse, type Services } from '../../platform/index.ts';

/**
 * Signs as one key of a log. The private key may live anywhere: all that leaves it are 64-byte Ed25519 signatures over the
 * message as it is. `sign` may take as long as a device or a service takes.
 */
export interface Signer {
  readonly vkey: Vkey;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Which key of which log; 0 is the log's first key. */
export type KeyPlace = { readonly origin: string; readonly logId: string; readonly number: number };

/** What the database keeps of a key: what others verify with, and the seed as sealed under the master key. */
export type SealedKey = { readonly verifierKey: string; readonly sealed: Buffer };

/** Makes a key in file mode: an Ed25519 seed sealed under the installation's master key. */
export function createSealedKey(place: KeyPlace, { keyring }: Pick<Services, 'keyring'>): SealedKey {
  const seed = randomBytes(32);
  const verifierKey = formatVkey(createVkey(sha256, place.origin, ed25519PublicKey(seed)));
  return { verifierKey, sealed: keyring.seal(seed, contextOf(place)) };
}

/** The signer of a sealed key. Refuses a key that was destroyed, and `keys-missing` without the master key. */
export function openSealedKey(
  place: KeyPlace,
  sealed: Uint8Array,
  { keyring }: Pick<Services, 'keyring'>,
): Signer {
  if (sealed.length === 0) refuse('ledger-closed', 'this key of the log was retired');
  const { vkey, sign } = createNoteSigner(place.origin, keyring.open(sealed, contextOf(place)));
  return { vkey, sign: async (message) => sign(message) };
}

function contextOf({ logId, number }: KeyPlace): string {
  return number === 0 ? `log-key:${logId}` : `log-key:${logId}:${number}`;
}

/** A text of ours (ends in a line feed) as a signed note with one signature by each signer, in their order. */
export async function signText(text: string, signers: readonly Signer[]): Promise<string> {
  const message = utf8(text);
  const signatures = [];
  for (const { vkey, sign } of signers) {
    signatures.push({ name: vkey.name, keyId: vkey.keyId, signature: await sign(message) });
  }
  return formatNote(text, signatures);
}
