import type { EntryDetail } from '@daybook/client';
import {
  bytesOfBase64,
  equalBytes,
  HASH_SIZE_BYTES,
  nodeHash,
  parseVkey,
  type Sha256,
  utf8,
} from '@daybook/ledger';
import {
  leafHashAsync,
  openCheckpointAsync,
  sha256Async,
  verifyInclusionAsync,
} from '@daybook/ledger/browser';
import { nodeSides, type Side } from './node-sides.ts';

export type ProofStep = { readonly side: Side; readonly sibling: Uint8Array; readonly result: Uint8Array };

export type ProofPath = {
  readonly leaf: Uint8Array;
  readonly steps: readonly ProofStep[];
  readonly root: Uint8Array;
  /** Leaf, path, root and signature all hold, computed here from the entry's own text. */
  readonly holds: boolean;
};

/** Whether this browser can compute hashes; it refuses on plain http from another machine. */
export function canCompute(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/** Computes the road from an entry's text to the signed root again, trusting nothing the server computed. */
export async function computeProofPath({ text, proof, log }: EntryDetail): Promise<ProofPath> {
  const leaf = await leafHashAsync(utf8(text));
  const siblings = proof.hashes.map(bytesOfBase64);
  const sides = nodeSides({ index: proof.index, size: proof.size, hashes: siblings.length }) ?? [];
  const steps: ProofStep[] = [];
  let result = leaf;
  for (const [place, side] of sides.entries()) {
    const sibling = siblings[place] ?? leaf;
    result = await join(side, sibling, result);
    steps.push({ side, sibling, result });
  }
  const root = bytesOfBase64(proof.root);
  const { index, size } = proof;
  const isIncluded = await verifyInclusionAsync({ index, size, leafHash: leaf, proof: siblings, root });
  const holds = isIncluded && equalBytes(result, root) && (await isSigned({ proof, log, root }));
  return { leaf, steps, root, holds };
}

function join(side: Side, sibling: Uint8Array, result: Uint8Array): Promise<Uint8Array> {
  return withHash((hash) =>
    side === 'left' ? nodeHash(hash, sibling, result) : nodeHash(hash, result, sibling),
  );
}

/** Runs a computation that hashes once: first to learn what it hashes, then with the answer, which here is a promise. */
async function withHash<Result>(compute: (hash: Sha256) => Result): Promise<Result> {
  let input = new Uint8Array();
  const learn: Sha256 = (data) => {
    input = new Uint8Array(data);
    return new Uint8Array(HASH_SIZE_BYTES);
  };
  try {
    compute(learn);
  } catch {
    // it was given no true hash
  }
  const answer = await sha256Async(input);
  return compute(() => answer);
}

async function isSigned({
  proof,
  log,
  root,
}: Pick<EntryDetail, 'proof' | 'log'> & { root: Uint8Array }): Promise<boolean> {
  try {
    const key = await withHash((hash) => parseVkey(hash, log.verifierKey));
    const checkpoint = await openCheckpointAsync(proof.checkpoint, key);
    return checkpoint.size === proof.size && equalBytes(checkpoint.root, root);
  } catch {
    // whatever is wrong with the note, it proves nothing
    return false;
  }
}
