import { equalBytes } from './bytes.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { type LeafRange, splitPoint, subtreesOf } from './subtree.ts';
import { assertSize, foldPeaks, HASH_SIZE_BYTES, nodeHash, type Sha256 } from './tree-hash.ts';

/** Gives the root of a perfect subtree: the leaves from `index * 2^level` up to `(index + 1) * 2^level`. */
export type SubtreeReader = (level: number, index: number) => Uint8Array;

export type InclusionClaim = {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** PATH(index, D[0:size]) of RFC 6962, section 2.1.1: the leaf's sibling first. */
export function inclusionProof(
  hash: Sha256,
  index: number,
  size: number,
  readSubtree: SubtreeReader,
): Uint8Array[] {
  return inclusionRanges(index, size).map((range) => rangeHash(hash, range, readSubtree));
}

/** RFC 9162, section 2.1.3.2. False for every claim that does not hold, well-formed or not. */
export function verifyInclusion(hash: Sha256, claim: InclusionClaim): boolean {
  const sides = inclusionSides(claim);
  if (sides === undefined) return false;
  let result = claim.leafHash;
  for (const { isLeft, sibling } of sides) {
    result = isLeft ? nodeHash(hash, sibling, result) : nodeHash(hash, result, sibling);
  }
  return equalBytes(result, claim.root);
}

/** The ranges whose roots are the proof, in its order. Throws when the index is not in the tree. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  assertSize('index', index);
  assertSize('size', size);
  if (index >= size) throw new LedgerFormatError('out-of-range', 'index is not below the size');
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

export function rangeHash(hash: Sha256, range: LeafRange, readSubtree: SubtreeReader): Uint8Array {
  const peaks = subtreesOf(range).map(({ height, index }) => readSubtree(height, index));
  return foldPeaks(hash, peaks);
}

type InclusionStep = { readonly isLeft: boolean; readonly sibling: Uint8Array };

/** On which side of the running hash each sibling stands; nothing when the claim's shape already refutes it. */
export function inclusionSides(claim: InclusionClaim): readonly InclusionStep[] | undefined {
  const { index, size, proof, leafHash } = claim;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    return undefined;
  if ([leafHash, ...proof].some((each) => each.length !== HASH_SIZE_BYTES)) return undefined;
  let [first, last] = [index, size - 1];
  const sides: InclusionStep[] = [];
  for (const sibling of proof) {
    if (last === 0) return undefined;
    const isLeft = first % 2 === 1 || first === last;
    sides.push({ isLeft, sibling });
    // ends at an odd number: an even one stands here only when it equals `last`, which is not 0
    while (isLeft && first % 2 === 0) [first, last] = [first / 2, Math.floor(last / 2)];
    [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
  }
  return last === 0 ? sides : undefined;
}
