import { base64Of } from './base64.ts';
import { equalBytes } from './bytes.ts';
import { type OpenedCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { assertSalt } from './commitment.ts';
import { type ConsistencyClaim, consistencyPlan } from './consistency-proof.ts';
import { type InclusionClaim, inclusionSides } from './inclusion-proof.ts';
import { knownSignatures, openedNote, parseNote, unverified } from './signed-note.ts';
import { leafInput, nodeInput } from './tree-hash.ts';
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
  for (const { side, sibling } of sides) {
    result = await sha256Async(side === 'left' ? nodeInput(sibling, result) : nodeInput(result, sibling));
  }
  return equalBytes(result, claim.root);
}

/** As `verifyConsistency`, through WebCrypto. */
export async function verifyConsistencyAsync(claim: ConsistencyClaim): Promise<boolean> {
  const plan = consistencyPlan(claim);
  if (plan === undefined) return false;
  let [oldResult, newResult] = [plan.first, plan.first];
  for (const { step, sibling } of plan.steps) {
    if (step === 'both') {
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

/** As `openCheckpoint` for the log's key alone, through WebCrypto; needs an engine that has Ed25519. */
export async function openCheckpointAsync(note: string, logVkey: Vkey): Promise<OpenedCheckpoint> {
  const parsed = parseNote(note);
  const known = knownSignatures(parsed, [logVkey]);
  const key = await crypto.subtle.importKey('raw', new Uint8Array(logVkey.publicKey), 'Ed25519', false, [
    'verify',
  ]);
  for (const { message, ed25519 } of known) {
    const isGood = await crypto.subtle.verify(
      'Ed25519',
      key,
      new Uint8Array(ed25519),
      new Uint8Array(message),
    );
    if (!isGood) throw unverified();
  }
  const { text, verified } = openedNote(parsed, known);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== logVkey.name) throw unverified();
  return { ...checkpoint, verified };
}
