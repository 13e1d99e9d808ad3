import {
  appendLeaf,
  type CompactRange,
  emptyRange,
  encodeHashTile,
  hashOfFullTile,
  rangeRoot,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { OpenBundle } from './open-bundle.ts';

/** Receives each file of the tree once, as soon as it is known. Paths are those of tlog-tiles. */
export type TileSink = (path: string, bytes: Uint8Array) => void | Promise<void>;

/**
 * Makes the tlog-tiles tree of a log from its entries in order: bundles, tiles of every level, and the root. Keeps at
 * most one open tile for each level.
 */
export class TileWriter {
  readonly #sink: TileSink;
  readonly #levels: Uint8Array[][] = [];
  readonly #counts: number[] = [];
  readonly #bundle = new OpenBundle();
  #bundles = 0;
  #range: CompactRange = emptyRange;

  constructor(sink: TileSink) {
    this.#sink = sink;
  }

  get size(): number {
    return this.#range.size;
  }

  /** The root over all entries so far. */
  root(): Uint8Array {
    return rangeRoot(sha256, this.#range);
  }

  /** `text` is an entry's canonical text. */
  async add(text: string): Promise<void> {
    const leafHash = this.#bundle.add(text);
    this.#range = appendLeaf(sha256, this.#range, leafHash);
    if (this.#bundle.width === TILE_WIDTH) await this.#closeBundle();
    await this.#addHash(0, leafHash);
  }

  /** Writes what is left as partial tiles; a partial tile is never hashed upward. */
  async finish(): Promise<void> {
    if (this.#bundle.width > 0) await this.#closeBundle();
    for (const level of this.#levels.keys()) await this.#closeTile(level);
  }

  async #addHash(level: number, hash: Uint8Array): Promise<void> {
    const open = this.#levels[level] ?? [];
    this.#levels[level] = open;
    open.push(hash);
    if (open.length < TILE_WIDTH) return;
    const tile = await this.#closeTile(level);
    if (tile !== null) await this.#addHash(level + 1, hashOfFullTile(sha256, tile));
  }

  async #closeTile(level: number): Promise<Uint8Array | null> {
    const hashes = this.#levels[level] ?? [];
    if (hashes.length === 0) return null;
    const index = this.#counts[level] ?? 0;
    const tile = encodeHashTile(hashes);
    await this.#emit({ kind: 'hashes', level, index, width: hashes.length }, tile);
    this.#counts[level] = index + 1;
    this.#levels[level] = [];
    return tile;
  }

  async #closeBundle(): Promise<void> {
    const { width } = this.#bundle;
    const index = this.#bundles;
    this.#bundles += 1;
    await this.#emit({ kind: 'entries', index, width }, this.#bundle.take());
  }

  async #emit(tile: Tile, bytes: Uint8Array): Promise<void> {
    await this.#sink(tilePath(tile), bytes);
  }
}
