import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  base64Of,
  consistencyProofFromTiles,
  formatVkey,
  type HashTile,
  inclusionProofFromTiles,
  signCheckpoint,
  tilePath,
} from '@daybook/ledger';
import { createNoteSigner, sha256 } from '@daybook/ledger/node';
import { TileWriter } from '@daybook/verify';

const origin = 'daybook.example/second/2026';
const signer = createNoteSigner(origin, new Uint8Array(32).fill(3));

/** Inclusion proofs of ours that are handed over, spread over the log. */
const inclusionProofs = 50;

/**
 * Writes the log of `size` entries as packages hold it, a checkpoint at each of `pastSizes`, and our own proofs: inclusion
 * of entries in the whole, consistency of each past size with it.
 */
export async function writeLog(folder: string, size: number, pastSizes: readonly number[]): Promise<void> {
  const tiles = new Map<string, Uint8Array>();
  const files = new Map<string, Uint8Array | string>([['vkey', `${formatVkey(signer.vkey)}\n`]]);
  const writer = new TileWriter((path, bytes) => void tiles.set(path, bytes));
  const sizes = new Set(pastSizes);
  const checkpoint = () =>
    signCheckpoint({ origin, size: writer.size, root: writer.root(), extensions: [] }, signer);
  for (let index = 0; index < size; index += 1) {
    await writer.add(`{"entry":${index},"text":"${'x'.repeat(index % 97)}"}`);
    if (sizes.has(writer.size)) files.set(`checkpoints/${writer.size}.txt`, checkpoint());
  }
  await writer.finish();
  files.set('checkpoint', checkpoint());
  const readTile = async (tile: HashTile) => tiles.get(tilePath(tile)) ?? new Uint8Array();
  const step = Math.ceil(size / inclusionProofs);
  for (let index = 0; index < size; index += step) {
    const proof = await inclusionProofFromTiles(sha256, index, size, readTile);
    files.set(`inclusion/${index}.txt`, linesOf(proof));
  }
  for (const past of pastSizes) {
    const proof = await consistencyProofFromTiles(sha256, past, size, readTile);
    files.set(`consistency/${past}.txt`, linesOf(proof));
  }
  for (const [path, content] of [...tiles, ...files]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function linesOf(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${base64Of(hash)}\n`).join('');
}
