import { createHash } from 'node:crypto';

/** RFC 6962, section 2.1, word for word and recursive: what the package's own way of computing is compared with. */
export type ReferenceTree = {
  readonly leafHashes: readonly Uint8Array[];
  /** MTH(D[start:end]). */
  root(start: number, end: number): Uint8Array;
  /** PATH(index, D[0:size]). */
  path(index: number, size: number): Uint8Array[];
  /** PROOF(oldSize, D[0:newSize]). */
  proof(oldSize: number, newSize: number): Uint8Array[];
};

export function referenceTree(entries: readonly Uint8Array[]): ReferenceTree {
  const roots = new Map<string, Uint8Array>();
  const leafHashes = entries.map((entry) => hash(Uint8Array.of(0), entry));

  function root(start: number, end: number): Uint8Array {
    const key = `${start}-${end}`;
    const known = roots.get(key) ?? computeRoot(start, end);
    roots.set(key, known);
    return known;
  }

  function computeRoot(start: number, end: number): Uint8Array {
    const size = end - start;
    if (size === 1) return Uint8Array.from(Buffer.concat(leafHashes.slice(start, end)));
    const k = largestPowerBelow(size);
    return hash(Uint8Array.of(1), root(start, start + k), root(start + k, end));
  }

  function path(index: number, start: number, end: number): Uint8Array[] {
    const size = end - start;
    if (size === 1) return [];
    const k = largestPowerBelow(size);
    return index < k
      ? [...path(index, start, start + k), root(start + k, end)]
      : [...path(index - k, start + k, end), root(start, start + k)];
  }

  function subproof(oldSize: number, start: number, end: number, isComplete: boolean): Uint8Array[] {
    const size = end - start;
    if (oldSize === size) return isComplete ? [] : [root(start, end)];
    const k = largestPowerBelow(size);
    return oldSize <= k
      ? [...subproof(oldSize, start, start + k, isComplete), root(start + k, end)]
      : [...subproof(oldSize - k, start + k, end, false), root(start, start + k)];
  }

  return {
    leafHashes,
    root,
    path: (index, size) => path(index, 0, size),
    proof: (oldSize, newSize) => subproof(oldSize, 0, newSize, true),
  };
}

/** Entries `0`, `1`, `2` and so on. */
export function numberedEntries(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => new TextEncoder().encode(String(i)));
}

function largestPowerBelow(size: number): number {
  return 1 << (31 - Math.clz32(size - 1));
}

function hash(...parts: Uint8Array[]): Uint8Array {
  const sha = createHash('sha256');
  for (const part of parts) sha.update(part);
  return Uint8Array.from(sha.digest());
}
