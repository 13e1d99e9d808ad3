import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { splitCosignature } from './cosignature.ts';
import type { NoteSignature } from './signature-line.ts';
import {
  assertVerified,
  type Ed25519Verify,
  type KnownSignature,
  type MatchedSignatures,
  matchSignatures,
  type ParsedNote,
  parseNote,
} from './signed-note.ts';
import type { TlogPolicy } from './tlog-policy.ts';
import type { Vkey } from './vkey.ts';

/** What a policy says of one checkpoint. Nothing but verified signatures counts. */
export type PolicyVerdict = {
  readonly checkpoint: Checkpoint;
  /** A listed log of this origin has signed, and the quorum is met. */
  readonly isSatisfied: boolean;
  /** The listed keys of the checkpoint's log that have signed it. */
  readonly logs: readonly Vkey[];
  /** The listed witnesses that have cosigned it, each once. */
  readonly witnesses: readonly PolicyWitnessed[];
  readonly isQuorumMet: boolean;
  /** Signatures by listed keys of a type whose verification is not supported. They count for nothing. */
  readonly unsupported: readonly NoteSignature[];
};

/** `name` is the witness's in the policy; `timeSeconds` is POSIX time, the latest where it has cosigned more than once. */
export type PolicyWitnessed = { readonly name: string; readonly vkey: Vkey; readonly timeSeconds: number };

/**
 * Judges a checkpoint's note by a policy. Throws `LedgerFormatError` when the note is malformed and `unverified-note` when
 * a listed key's signature is false; signatures by other keys are passed over.
 */
export function satisfiesPolicy(note: string, policy: TlogPolicy, verify: Ed25519Verify): PolicyVerdict {
  const parsed = parseNote(note);
  const matched = matchSignatures(parsed, policyVkeys(policy));
  assertVerified(matched.known, verify);
  return policyVerdict(parsed, matched, policy);
}

export function policyVkeys({ logs, witnesses }: TlogPolicy): Vkey[] {
  return [...logs, ...witnesses].map(({ vkey }) => vkey);
}

/** To be called once each of the known signatures was verified. */
export function policyVerdict(
  { text }: ParsedNote,
  { known, unsupported }: MatchedSignatures,
  policy: TlogPolicy,
): PolicyVerdict {
  const checkpoint = parseCheckpoint(text);
  const signers = new Set(known.map(({ vkey }) => vkey));
  const logs = policy.logs
    .map(({ vkey }) => vkey)
    .filter((vkey) => signers.has(vkey) && vkey.name === checkpoint.origin);
  const witnesses = witnessed(policy, known);
  const isQuorumMet = hasQuorum(policy, new Set(witnesses.map(({ name }) => name)));
  return {
    checkpoint,
    isSatisfied: logs.length > 0 && isQuorumMet,
    logs,
    witnesses,
    isQuorumMet,
    unsupported,
  };
}

function witnessed({ witnesses }: TlogPolicy, known: readonly KnownSignature[]): PolicyWitnessed[] {
  return witnesses.flatMap(({ name, vkey }) => {
    const times = known
      .filter((each) => each.vkey === vkey)
      .map(({ line }) => splitCosignature(line.signature).timeSeconds);
    return times.length === 0 ? [] : [{ name, vkey, timeSeconds: Math.max(...times) }];
  });
}

/** Groups stand after their members, so that one pass settles them. */
function hasQuorum({ groups, quorum }: TlogPolicy, names: Set<string>): boolean {
  for (const { name, threshold, members } of groups) {
    if (members.filter((member) => names.has(member)).length >= threshold) names.add(name);
  }
  return quorum === null || names.has(quorum);
}
