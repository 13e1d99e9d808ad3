import { leafHash, parseEntry, utf8, verifyCommitment, verifyInclusion } from '@daybook/ledger';
import { hmacSha256, sha256 } from '@daybook/ledger/node';
import type { LeaverProof } from '../leavers/build-proof.ts';

/** What of one entry of a proof does not hold: its hash, its road to the checkpoint, what it commits to. Empty: all of it does. */
export function failingParts(proof: LeaverProof, told: LeaverProof['entries'][number]): readonly string[] {
  const { entry, index, inclusion, checkpointSize, payload } = told;
  const { root } = proof.checkpoints.find(({ size }) => size === checkpointSize) ?? { root: '' };
  const leaf = Buffer.from(told.leafHash, 'hex');
  const claim = {
    index,
    size: checkpointSize,
    leafHash: leaf,
    proof: inclusion.map((hash) => Buffer.from(hash, 'base64')),
    root: Buffer.from(root, 'base64'),
  };
  const { commit } = parseEntry(entry).payload ?? { commit: '' };
  const { salt = '', body = '' } = payload ?? {};
  const holds = {
    hash: leaf.equals(leafHash(sha256, utf8(entry))),
    inclusion: verifyInclusion(sha256, claim),
    commitment: verifyCommitment(hmacSha256, Buffer.from(salt, 'base64'), utf8(String(body)), commit),
  };
  return Object.entries(holds).flatMap(([part, isHeld]) => (isHeld ? [] : [`${part} of ${told.position}`]));
}
