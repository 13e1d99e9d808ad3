import { equalBytes } from './bytes.ts';
import { rangeHash, type SubtreeReader } from './inclusion-proof.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { type LeafRange, splitPoint } from './subtree.ts';
import { assertSize, HASH_SIZE_BYTES, nodeHash, type Sha256 } from './tree-hash.ts';

export type ConsistencyClaim = {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** SUBPROOF(oldSize, D[0:newSize], true) of RFC 6962, section 2.1.2. */
export function consistencyProof(
  hash: Sha256,
  oldSize: number,
  newSize: number,
  readSubtree: SubtreeReader,
): Uint8Array[] {
  return consistencyRanges(oldSize, newSize).map((range) => rangeHash(hash, range, readSubtree));
}

/** RFC 9162, section 2.1.4.2. An old size of 0 proves nothing and is false. */
export function verifyConsistency(hash: Sha256, claim: ConsistencyClaim): boolean {
  const plan = consistencyPlan(claim);
  if (plan === undefined) return false;
  let [oldResult, newResult] = [plan.first, plan.first];
  for (const { isBoth, sibling } of plan.steps) {
    if (isBoth) {
      oldResult = nodeHash(hash, sibling, oldResult);
      newResult = nodeHash(hash, sibling, newResult);
    } else {
      newResult = nodeHash(hash, newResult, sibling);
    }
  }
  return equalBytes(oldResult, claim.oldRoot) && equalBytes(newResult, claim.newRoot);
}

/** The ranges whose roots are the proof, in its order. Throws unless 0 < oldSize <= newSize. */
export function consistencyRanges(oldSize: number, newSize: number): LeafRange[] {
  assertSize('old size', oldSize);
  assertSize('new size', newSize);
  if (oldSize === 0 || oldSize > newSize) {
    throw new LedgerFormatError('out-of-range', 'old size is not between 1 and the new size');
  }
  const ranges: LeafRange[] = [];
  let [start, end] = [0, newSize];
  while (oldSize !== end) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}

export type ConsistencyPlan = {
  readonly first: Uint8Array;
  readonly steps: readonly ConsistencyStep[];
};

/** Whether the sibling belongs to both trees, or to the new one alone. */
type ConsistencyStep = { readonly isBoth: boolean; readonly sibling: Uint8Array };

/** What to hash in which order; nothing when the claim's shape already refutes it. */
export function consistencyPlan(claim: ConsistencyClaim): ConsistencyPlan | undefined {
  const { oldSize, newSize, oldRoot, proof } = claim;
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize)) return undefined;
  if (oldSize < 1 || oldSize > newSize) return undefined;
  if (oldSize === newSize) return proof.length === 0 ? { first: oldRoot, steps: [] } : undefined;
  const [first, ...siblings] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  if (first === undefined || proof.some((each) => each.length !== HASH_SIZE_BYTES)) return undefined;
  const steps = consistencySteps(oldSize, newSize, siblings);
  return steps && { first, steps };
}

function consistencySteps(
  oldSize: number,
  newSize: number,
  siblings: readonly Uint8Array[],
): ConsistencyPlan['steps'] | undefined {
  let [first, last] = [oldSize - 1, newSize - 1];
  while (first % 2 === 1) [first, last] = [(first - 1) / 2, Math.floor(last / 2)];
  const steps: ConsistencyStep[] = [];
  for (const sibling of siblings) {
    if (last === 0) return undefined;
    const isBoth = first % 2 === 1 || first === last;
    steps.push({ isBoth, sibling });
    // ends at an odd number: an even one stands here only when it equals `last`, which is not 0
    while (isBoth && first % 2 === 0) [first, last] = [first / 2, Math.floor(last / 2)];
    [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
  }
  return last === 0 ? steps : undefined;
}

function isPowerOfTwo(size: number): boolean {
  let odd = size;
  while (odd % 2 === 0) odd /= 2;
  return odd === 1;
}
