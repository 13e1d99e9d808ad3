import { base64Of, bytesOfBase64 } from './base64.ts';
import { equalBytes, hexOf, utf8 } from './bytes.ts';
import { type Checkpoint, parseCheckpoint, parseDecimal } from './checkpoint.ts';
import { verifyConsistency } from './consistency-proof.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import {
  type Ed25519Verify,
  matchSignatures,
  NOTE_SIZE_MAX_CHARACTERS,
  type ParsedNote,
  parseNote,
} from './signed-note.ts';
import { emptyRoot, HASH_SIZE_BYTES, type Sha256 } from './tree-hash.ts';
import type { Vkey } from './vkey.ts';

/** What a log asks of a witness (c2sp.org/tlog-witness, add-checkpoint). Nothing in it is verified. */
export type AddCheckpointRequest = {
  /** What the log takes for the size of the checkpoint the witness cosigned last; 0 for none. */
  readonly oldSize: number;
  /** The consistency proof from the old size to the checkpoint's. */
  readonly proof: readonly Uint8Array[];
  /** The signed note, verbatim. */
  readonly note: string;
};

/** A request's body, in characters. */
export const ADD_CHECKPOINT_SIZE_MAX_CHARACTERS = NOTE_SIZE_MAX_CHARACTERS + 4096;

const proofHashesMax = 63;
const oldStart = 'old ';

export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpointRequest): string {
  const body = [`old ${oldSize}`, ...proof.map(base64Of), '', note].join('\n');
  parseAddCheckpoint(body);
  return body;
}

/** Reads a request's body to the letter; what this refuses is answered by `malformedReply`. */
export function parseAddCheckpoint(body: string): AddCheckpointRequest & { readonly checkpoint: Checkpoint } {
  if (body.length > ADD_CHECKPOINT_SIZE_MAX_CHARACTERS) {
    throw new LedgerFormatError('too-large', 'request is too large');
  }
  const split = body.indexOf('\n\n');
  const head = body.slice(0, Math.max(0, split));
  if (!head.startsWith(oldStart)) throw requestError('request has no old size or no checkpoint');
  const proofLines = head.split('\n').slice(1);
  if (proofLines.length > proofHashesMax) throw requestError('request has more than 63 hashes');
  const note = body.slice(split + 2);
  return {
    oldSize: parseDecimal(head.slice(oldStart.length, `${head}\n`.indexOf('\n'))),
    proof: proofLines.map(parseHash),
    note,
    checkpoint: parseCheckpoint(parseNote(note).text),
  };
}

/** An answer to a request, to be sent as it is. */
export type WitnessReply = {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: string;
  readonly body: string;
};

/** `text` is what to cosign, once the checkpoint was stored as the last one. */
export type WitnessVerdict =
  | { readonly verdict: 'cosign'; readonly checkpoint: Checkpoint; readonly text: string }
  | { readonly verdict: 'refuse'; readonly reply: WitnessReply };

export type WitnessCase = {
  readonly request: AddCheckpointRequest;
  /** The keys by which the witness knows the log of the checkpoint's origin; none when it does not know the origin. */
  readonly logVkeys: readonly Vkey[];
  /** The checkpoint it cosigned last for this origin. */
  readonly known: { readonly size: number; readonly root: Uint8Array } | null;
  readonly hash: Sha256;
  readonly verify: Ed25519Verify;
};

/**
 * What a witness must do. Whoever asks holds a lock on `known` until the new checkpoint is stored, and stores it before
 * answering; two requests could otherwise roll each other back.
 */
export function judgeAddCheckpoint({ request, logVkeys, known, hash, verify }: WitnessCase): WitnessVerdict {
  const { oldSize, proof } = request;
  const note = parseNote(request.note);
  const checkpoint = parseCheckpoint(note.text);
  if (logVkeys.length === 0) return refuse(404, 'the log is not known here');
  if (!isSigned(note, logVkeys, verify)) return refuse(403, 'no signature by the log, or a false one');
  if (oldSize > checkpoint.size) return refuse(400, 'the old size is larger than the size');
  const knownSize = known?.size ?? 0;
  if (oldSize !== knownSize) return conflict(knownSize);
  const knownRoot = known?.root ?? emptyRoot();
  if (!continues(hash, { size: knownSize, root: knownRoot }, checkpoint, proof)) {
    return refuse(422, 'the checkpoint does not continue the one cosigned before');
  }
  return { verdict: 'cosign', checkpoint, text: note.text };
}

/** The answer to a body that `parseAddCheckpoint` refuses. */
export function malformedReply(): WitnessReply {
  return { status: 400, contentType: plainText, body: 'the request is malformed\n' };
}

/** The answer that carries the witness's signature lines, each with its line feed. */
export function cosignedReply(signatureLines: readonly string[]): WitnessReply {
  return { status: 200, contentType: plainText, body: signatureLines.join('') };
}

/** Where a witness shows the checkpoint it cosigned last, below its monitoring prefix. */
export function witnessCheckpointPath(hash: Sha256, origin: string): string {
  return `${hexOf(hash(utf8(origin)))}/checkpoint`;
}

const plainText = 'text/plain; charset=utf-8';

function isSigned(note: ParsedNote, logVkeys: readonly Vkey[], verify: Ed25519Verify): boolean {
  const { known } = matchSignatures(note, logVkeys);
  return (
    known.length > 0 && known.every(({ vkey, message, ed25519 }) => verify(vkey.publicKey, message, ed25519))
  );
}

function continues(
  hash: Sha256,
  old: { readonly size: number; readonly root: Uint8Array },
  { size, root }: Checkpoint,
  proof: readonly Uint8Array[],
): boolean {
  if (old.size > 0) {
    return verifyConsistency(hash, {
      oldSize: old.size,
      newSize: size,
      oldRoot: old.root,
      newRoot: root,
      proof,
    });
  }
  return proof.length === 0 && (size > 0 || equalBytes(root, emptyRoot()));
}

function refuse(status: 400 | 403 | 404 | 422, sentence: string): WitnessVerdict {
  return { verdict: 'refuse', reply: { status, contentType: plainText, body: `${sentence}\n` } };
}

function conflict(size: number): WitnessVerdict {
  return { verdict: 'refuse', reply: { status: 409, contentType: 'text/x.tlog.size', body: `${size}\n` } };
}

function parseHash(line: string): Uint8Array {
  const hash = bytesOfBase64(line);
  if (hash.length !== HASH_SIZE_BYTES) throw requestError('hash is not 32 bytes long');
  return hash;
}

function requestError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-request', message);
}
