/** A perfect subtree: the leaves from `index * 2^height` up to `(index + 1) * 2^height`. */
export type Subtree = { readonly height: number; readonly index: number };

/** The leaves from `start` up to, not including, `end`. */
export type LeafRange = { readonly start: number; readonly end: number };

/** The largest power of two smaller than `size`, which is at least 2: where RFC 6962 splits a tree. */
export function splitPoint(size: number): number {
  let point = 1;
  while (point * 2 < size) point *= 2;
  return point;
}

/**
 * The perfect subtrees that make up a range, largest first. The range is one that the splitting of a tree yields, so
 * its start is a multiple of the largest of them.
 */
export function subtreesOf(range: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  let start = range.start;
  while (start < range.end) {
    let height = 0;
    while (2 ** (height + 1) <= range.end - start) height += 1;
    subtrees.push({ height, index: start / 2 ** height });
    start += 2 ** height;
  }
  return subtrees;
}
