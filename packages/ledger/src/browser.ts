import { base64Of } from './base64.ts';
import { equalBytes } from './bytes.ts';
import { checkpointOf, type OpenedCheckpoint } from './checkpoint.ts';
import { assertSalt } from './commitment.ts';
import { type ConsistencyClaim, consistencyPlan } from './consistency-proof.ts';
import { type InclusionClaim, inclusionSides } from './inclusion-proof.ts';
import { chainWith, rotatedKey, startOfChain } from './key-rotation.ts';
import { type PolicyVerdict, policyVerdict, policyVkeys } from './policy-verdict.ts';
import {
  type KnownSignature,
  matchSignatures,
  type OpenedNote,
  openedNote,
  parseNote,
  unverified,
} from './signed-note.ts';
import type { TlogPolicy } from './tlog-policy.ts';
import { leafInput, nodeInput, type Sha256 } from './tree-hash.ts';
import type { Vkey } from './vkey.ts';

// WebCrypto takes only bytes that are not shared, hence the copies.

export async function sha256Async(data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(data)));
}

export async function leafHashAsync(entry: Uint8Array): Promise<Uint8Array> {
  return sha256Async(leafInput(entry));
}

/** As `verifyInclusion`, through WebCrypto. */
export async function verifyInclusionAsync(claim: InclusionClaim): Promise<boolean> {
  const sides = inclusionSides(claim);
  if (sides === undefined) return false;
  let result = claim.leafHash;
  for (const { isLeft, sibling } of sides) {
    result = await sha256Async(isLeft ? nodeInput(sibling, result) : nodeInput(result, sibling));
  }
  return equalBytes(result, claim.root);
}

/** As `verifyConsistency`, through WebCrypto. */
export async function verifyConsistencyAsync(claim: ConsistencyClaim): Promise<boolean> {
  const plan = consistencyPlan(claim);
  if (plan === undefined) return false;
  let [oldResult, newResult] = [plan.first, plan.first];
  for (const { isBoth, sibling } of plan.steps) {
    if (isBoth) {
      oldResult = await sha256Async(nodeInput(sibling, oldResult));
      newResult = await sha256Async(nodeInput(sibling, newResult));
    } else {
      newResult = await sha256Async(nodeInput(newResult, sibling));
    }
  }
  return equalBytes(oldResult, claim.oldRoot) && equalBytes(newResult, claim.newRoot);
}

/** As `verifyCommitment`, through WebCrypto. */
export async function verifyCommitmentAsync(
  salt: Uint8Array,
  payload: Uint8Array,
  commitment: string,
): Promise<boolean> {
  assertSalt(salt);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new Uint8Array(salt), algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, new Uint8Array(payload));
  return base64Of(new Uint8Array(mac)) === commitment;
}

/** As `openNote`, through WebCrypto; needs an engine that has Ed25519. */
export async function openNoteAsync(note: string, vkeys: readonly Vkey[]): Promise<OpenedNote> {
  const parsed = parseNote(note);
  const matched = matchSignatures(parsed, vkeys);
  await assertVerifiedAsync(matched.known);
  return openedNote(parsed, matched);
}

/** As `openCheckpoint`, through WebCrypto; needs an engine that has Ed25519. */
export async function openCheckpointAsync(
  note: string,
  logVkey: Vkey | readonly Vkey[],
  witnessVkeys: readonly Vkey[] = [],
): Promise<OpenedCheckpoint> {
  const logVkeys = [logVkey].flat();
  return checkpointOf(await openNoteAsync(note, [...logVkeys, ...witnessVkeys]), logVkeys);
}

/** As `satisfiesPolicy`, through WebCrypto; needs an engine that has Ed25519. */
export async function satisfiesPolicyAsync(note: string, policy: TlogPolicy): Promise<PolicyVerdict> {
  const parsed = parseNote(note);
  const matched = matchSignatures(parsed, policyVkeys(policy));
  await assertVerifiedAsync(matched.known);
  return policyVerdict(parsed, matched, policy);
}

/** As `followRotations`, through WebCrypto, but for the hash by which key ids are checked. */
export async function followRotationsAsync(
  hash: Sha256,
  firstVkey: Vkey,
  notes: readonly string[],
): Promise<Vkey[]> {
  let chain = startOfChain(firstVkey, notes);
  let oldVkey = firstVkey;
  for (const note of notes) {
    oldVkey = rotatedKey(hash, await openNoteAsync(note, [oldVkey]), oldVkey);
    chain = chainWith(chain, oldVkey);
  }
  return [...chain];
}

async function assertVerifiedAsync(known: readonly KnownSignature[]): Promise<void> {
  for (const { vkey, message, ed25519 } of known) {
    const raw = new Uint8Array(vkey.publicKey);
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const [signature, data] = [new Uint8Array(ed25519), new Uint8Array(message)];
    if (!(await crypto.subtle.verify('Ed25519', key, signature, data))) throw unverified();
  }
}
