import { base64Of, bytesOfBase64 } from './base64.ts';
import { parseDecimal } from './checkpoint.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { HASH_SIZE_BYTES } from './tree-hash.ts';

/** One entry's inclusion proof in a file of its own (c2sp.org/tlog-proof@v1, extension `.tlog-proof`). */
export type TlogProof = {
  /** Unauthenticated bytes that travel along. */
  readonly extra?: Uint8Array;
  readonly index: number;
  /** The leaf's sibling first. */
  readonly proof: readonly Uint8Array[];
  /** The signed note, verbatim. */
  readonly checkpointNote: string;
};

const header = 'c2sp.org/tlog-proof@v1';
const proofHashesMax = 63;

export function formatTlogProof(proof: TlogProof): string {
  const lines = [header];
  if (proof.extra !== undefined) lines.push(`extra ${base64Of(proof.extra)}`);
  lines.push(`index ${proof.index}`, ...proof.proof.map(base64Of), '', proof.checkpointNote);
  const text = lines.join('\n');
  parseTlogProof(text);
  return text;
}

/** Reads the form to the letter. Neither the proof nor the checkpoint is verified. */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf('\n\n');
  if (split < 0) throw proofError('proof has no checkpoint');
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== header) throw proofError('proof has no header');
  const extra = takeField(lines, 'extra');
  const index = takeField(lines, 'index');
  if (index === undefined) throw proofError('proof has no index');
  return {
    ...(extra === undefined ? {} : { extra: bytesOfBase64(extra) }),
    index: parseDecimal(index),
    proof: parseHashes(lines),
    checkpointNote: text.slice(split + 2),
  };
}

function takeField(lines: string[], name: string): string | undefined {
  const [line] = lines;
  if (!line?.startsWith(`${name} `)) return undefined;
  lines.shift();
  return line.slice(name.length + 1);
}

function parseHashes(lines: readonly string[]): Uint8Array[] {
  if (lines.length > proofHashesMax) throw proofError('proof has more than 63 hashes');
  return lines.map((line) => {
    const hash = bytesOfBase64(line);
    if (hash.length !== HASH_SIZE_BYTES) throw proofError('hash is not 32 bytes long');
    return hash;
  });
}

function proofError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-proof', message);
}
