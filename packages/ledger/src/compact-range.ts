import { concatBytes } from './bytes.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { assertSize, foldPeaks, HASH_SIZE_BYTES, nodeHash, type Sha256 } from './tree-hash.ts';

/** The frontier of a tree: the roots of its perfect subtrees, largest first, one for each set bit of `size`. */
export type CompactRange = {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
};

export const emptyRange: CompactRange = { size: 0, hashes: [] };

/** The range after these leaf hashes, in order; the given range stays as it is. */
export function appendLeaves(
  hash: Sha256,
  range: CompactRange,
  leafHashes: Iterable<Uint8Array>,
): CompactRange {
  const hashes = [...range.hashes];
  let size = range.size;
  for (const leaf of leafHashes) {
    let peak = leaf;
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = hashes.pop();
      if (left === undefined) throw frontierError();
      peak = nodeHash(hash, left, peak);
    }
    hashes.push(peak);
    size += 1;
  }
  assertSize('size', size);
  return { size, hashes };
}

export function appendLeaf(hash: Sha256, range: CompactRange, leafHash: Uint8Array): CompactRange {
  return appendLeaves(hash, range, [leafHash]);
}

/** The tree's root (RFC 6962, section 2.1). */
export function rangeRoot(hash: Sha256, range: CompactRange): Uint8Array {
  return foldPeaks(hash, range.hashes);
}

/** The root over a list of leaf hashes. */
export function rootOfLeaves(hash: Sha256, leafHashes: Iterable<Uint8Array>): Uint8Array {
  return rangeRoot(hash, appendLeaves(hash, emptyRange, leafHashes));
}

/** The hashes one after another, 32 bytes each, largest subtree first. */
export function frontierBytes(range: CompactRange): Uint8Array {
  return concatBytes(range.hashes);
}

/** Reads what `frontierBytes` wrote; refuses a length that does not fit the size. */
export function rangeOfFrontier(size: number, frontier: Uint8Array): CompactRange {
  assertSize('size', size);
  if (frontier.length !== peakCount(size) * HASH_SIZE_BYTES) throw frontierError();
  const hashes: Uint8Array[] = [];
  for (let i = 0; i < frontier.length; i += HASH_SIZE_BYTES) {
    hashes.push(frontier.slice(i, i + HASH_SIZE_BYTES));
  }
  return { size, hashes };
}

function peakCount(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

function frontierError(): LedgerFormatError {
  return new LedgerFormatError(
    'bad-frontier',
    'frontier does not hold one hash for each set bit of its size',
  );
}
