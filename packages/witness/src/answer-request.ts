import {
  cosignCheckpoint,
  cosignedReply,
  formatNote,
  judgeAddCheckpoint,
  malformedReply,
  type NoteSigner,
  openNote,
  parseAddCheckpoint,
  parseSignatureLines,
  type Vkey,
} from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import type { WitnessState } from './witness-state.ts';

export type Witness = {
  readonly cosigner: NoteSigner;
  /** The keys of the logs it watches. Several of one name are one log whose key has changed. */
  readonly logs: readonly Vkey[];
  readonly state: WitnessState;
  /** POSIX time in milliseconds. */
  readonly nowMs: () => number;
};

export type Reply = { readonly status: number; readonly contentType: string; readonly body: string };

/**
 * Answers `add-checkpoint` (c2sp.org/tlog-witness). Runs without a break from reading what was cosigned last to having
 * the new checkpoint on the disk, so no other request comes between; only then is the cosignature given away.
 */
export function addCheckpoint(body: string, witness: Witness): Reply {
  const request = parsedRequest(body);
  if (request === null) return malformedReply();
  const { origin } = request.checkpoint;
  const logVkeys = witness.logs.filter((vkey) => vkey.name === origin);
  const known = logVkeys.length === 0 ? null : witness.state.last(origin);
  const verdict = judgeAddCheckpoint({ request, logVkeys, known, hash: sha256, verify: ed25519Verify });
  if (verdict.verdict === 'refuse') return verdict.reply;
  const line = cosignCheckpoint(verdict.text, Math.floor(witness.nowMs() / 1_000), witness.cosigner);
  const { verified } = openNote(request.note, logVkeys, ed25519Verify);
  witness.state.store(origin, formatNote(verdict.text, [...verified, ...parseSignatureLines(line)]));
  return cosignedReply([line]);
}

/** What the witness cosigned last of one log, for whoever compares. */
export function lastCheckpoint(originHash: string, { state }: Pick<Witness, 'state'>): Reply {
  const note = state.noteOf(originHash);
  if (note === null) return plainReply(404, 'nothing of this log was seen here');
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: note };
}

export function plainReply(status: number, sentence: string): Reply {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${sentence}\n` };
}

function parsedRequest(body: string): ReturnType<typeof parseAddCheckpoint> | null {
  try {
    return parseAddCheckpoint(body);
  } catch {
    // whatever is wrong with it, the answer is the same
    return null;
  }
}
