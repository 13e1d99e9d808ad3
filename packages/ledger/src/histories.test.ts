import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { appendLeaves, type CompactRange, emptyRange, rangeRoot } from './compact-range.ts';
import { verifyConsistency } from './consistency-proof.ts';
import { createNoteSigner, ed25519Verify, sha256 } from './node.ts';
import { consistencyProofFromTiles } from './tile-proofs.ts';
import { readerOf, tilesOf } from './tile-tree.fixture.ts';
import { leafHash } from './tree-hash.ts';

const log = createNoteSigner('log.example', new Uint8Array(32).fill(1));

/** What a log does with batches of entries: after each it signs a checkpoint. */
function checkpointsOf(batches: readonly (readonly Uint8Array[])[]): string[] {
  let range: CompactRange = emptyRange;
  return batches.map((batch) => {
    range = appendLeaves(
      sha256,
      range,
      batch.map((entry) => leafHash(sha256, entry)),
    );
    const checkpoint = {
      origin: 'log.example',
      size: range.size,
      root: rangeRoot(sha256, range),
      extensions: [],
    };
    return signCheckpoint(checkpoint, log);
  });
}

async function isConsistent(old: string, grown: string, entries: readonly Uint8Array[]): Promise<boolean> {
  const [from, to] = [old, grown].map((note) => openCheckpoint(note, log.vkey, ed25519Verify));
  if (from === undefined || to === undefined) throw new Error('two were opened');
  const leaves = entries.slice(0, to.size).map((entry) => leafHash(sha256, entry));
  const proof = await consistencyProofFromTiles(sha256, from.size, to.size, readerOf(tilesOf(leaves)));
  const [oldSize, newSize] = [from.size, to.size];
  return verifyConsistency(sha256, { oldSize, newSize, oldRoot: from.root, newRoot: to.root, proof });
}

const batches = fc.array(fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 90 }), {
  minLength: 2,
  maxLength: 6,
});

test('all checkpoints of a history continue one another, as its tiles prove', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (history) => {
      const notes = checkpointsOf(history);
      const entries = history.flat();

      for (const [i, old] of notes.entries()) {
        for (const grown of notes.slice(i)) expect(await isConsistent(old, grown, entries)).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

test('a history that was changed anywhere before a checkpoint does not continue it', async () => {
  await fc.assert(
    fc.asyncProperty(batches, fc.nat(), async (history, place) => {
      const [first, second] = [checkpointsOf(history).at(0), checkpointsOf(history).at(-1)];
      const known = history[0]?.length ?? 0;
      const entries = history.flat();
      const changed = entries.map((entry, i) => (i === place % known ? Uint8Array.of(...entry, 0) : entry));
      const [forged] = checkpointsOf([changed]);
      if (first === undefined || second === undefined || forged === undefined)
        throw new Error('all were made');

      expect(await isConsistent(first, second, entries)).toBe(true);
      expect(await isConsistent(first, forged, changed)).toBe(false);
      expect(await isConsistent(first, forged, entries)).toBe(false);
    }),
    { numRuns: 40 },
  );
});
