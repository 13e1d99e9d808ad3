import {
  base64Of,
  consistencyProof,
  formatCheckpoint,
  formatVkey,
  leafHash,
  type NoteSigner,
  rootOfLeaves,
  signNote,
  utf8,
} from '@daybook/ledger';
import { createNoteSigner, sha256 } from '@daybook/ledger/node';

export const origin = 'daybook/company/2026';

/** A log of made-up entries with a key of its own; `branch` begins to differ after three entries. */
export type SmallLog = {
  readonly verifierKey: string;
  readonly signer: NoteSigner;
  /** Its signed checkpoint of a size. */
  note(size: number, signers?: readonly NoteSigner[]): string;
  /** The body of `add-checkpoint`. */
  body(oldSize: number, size: number, changes?: BodyChanges): string;
};

export type BodyChanges = {
  readonly proof?: readonly string[];
  readonly note?: string;
  readonly signers?: readonly NoteSigner[];
};

export function createSmallLog(branch = 'main', seedByte = 1): SmallLog {
  const signer = createNoteSigner(origin, new Uint8Array(32).fill(seedByte));
  const leaves = Array.from({ length: 20 }, (_, i) =>
    leafHash(sha256, utf8(i < 3 ? `entry ${i}` : `${branch} ${i}`)),
  );
  const rootAt = (size: number) => rootOfLeaves(sha256, leaves.slice(0, size));
  const note = (size: number, signers: readonly NoteSigner[] = [signer]) =>
    signNote(formatCheckpoint({ origin, size, root: rootAt(size), extensions: [] }), signers);
  const proofOf = (oldSize: number, size: number) =>
    oldSize === 0 || oldSize >= size
      ? []
      : consistencyProof(sha256, oldSize, size, (height, index) => {
          const width = 2 ** height;
          return rootOfLeaves(sha256, leaves.slice(index * width, (index + 1) * width));
        });
  const body = (oldSize: number, size: number, changes: BodyChanges = {}) => {
    const proof = changes.proof ?? proofOf(oldSize, size).map(base64Of);
    return [`old ${oldSize}`, ...proof, '', changes.note ?? note(size, changes.signers)].join('\n');
  };
  return { verifierKey: formatVkey(signer.vkey), signer, note, body };
}
