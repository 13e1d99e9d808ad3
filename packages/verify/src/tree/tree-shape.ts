import { hash } from 'node:crypto';
import { emptyRoot } from '@daybook/ledger';
import { foldHashes } from './fold-hashes.ts';

const tileWidth = 256;
const hashBytes = 32;

/** The tiles of one level as one row of hashes; level 0 is left out, since its tiles are compared as they are made. */
export type UpperLevel = { readonly level: number; readonly hashes: Uint8Array };

/** The levels above the leaves, lowest first, from the roots of the full tiles of leaves. */
export function upperLevels(tileRoots: Uint8Array): readonly UpperLevel[] {
  const levels: UpperLevel[] = [];
  for (let [level, hashes] = [1, tileRoots]; hashes.length > 0; level += 1) {
    levels.push({ level, hashes });
    const full = Math.floor(hashes.length / (tileWidth * hashBytes));
    const above = new Uint8Array(full * hashBytes);
    for (let i = 0; i < full; i += 1) {
      above.set(
        foldHashes(hashes.subarray(i * tileWidth * hashBytes, (i + 1) * tileWidth * hashBytes)),
        i * hashBytes,
      );
    }
    hashes = above;
  }
  return levels;
}

/** The root over the first `size` leaves: the levels above, and the leaf hashes of the tile in which they end. */
export function rootAt(size: number, levels: readonly UpperLevel[], leavesOfLast: Uint8Array): Uint8Array {
  const rows = [leavesOfLast.subarray(0, (size % tileWidth) * hashBytes)];
  for (
    let [i, rest] = [0, Math.floor(size / tileWidth)];
    rest > 0;
    i += 1, rest = Math.floor(rest / tileWidth)
  ) {
    const end = rest * hashBytes;
    rows.push((levels[i]?.hashes ?? new Uint8Array()).subarray(end - (rest % tileWidth) * hashBytes, end));
  }
  let root: Uint8Array | null = null;
  for (const row of rows) root = foldOnto(root, row);
  return root ?? emptyRoot();
}

/** Splits a row of fewer than 256 hashes into perfect subtrees and folds them, smallest first, onto what lies right of it. */
function foldOnto(right: Uint8Array | null, row: Uint8Array): Uint8Array | null {
  let root = right;
  let end = row.length / hashBytes;
  for (let width = 1; end > 0; width *= 2) {
    if (end % (width * 2) === 0) continue;
    const peak = foldHashes(row.subarray((end - width) * hashBytes, end * hashBytes));
    root = root === null ? peak : nodeOf(peak, root);
    end -= width;
  }
  return root;
}

function nodeOf(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash('sha256', Buffer.concat([Uint8Array.of(1), left, right]), 'buffer');
}
