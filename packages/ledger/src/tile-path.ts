import { LedgerFormatError } from './ledger-format-error.ts';
import { assertSize } from './tree-hash.ts';

/** Hashes, or entries, in a full tile. */
export const TILE_WIDTH = 256;

const tileLevelMax = 63;
const pathPattern =
  /tile\/(?<folder>entries|\d{1,2})\/(?<digits>(?:x\d{3}\/)*\d{3})(?:\.p\/(?<width>\d{1,3}))?/;

/** A tile of hashes: `width` is 1 to 256, and below 256 the tile is partial. */
export type HashTile = {
  readonly kind: 'hashes';
  readonly level: number;
  readonly index: number;
  readonly width: number;
};

/** A bundle of entries; same index and width as the tile of level 0. */
export type EntryTile = { readonly kind: 'entries'; readonly index: number; readonly width: number };

export type Tile = HashTile | EntryTile;

/** `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]` (c2sp.org/tlog-tiles). */
export function tilePath(tile: Tile): string {
  if (tile.kind === 'hashes') assertWithin('level', tile.level, 0, tileLevelMax);
  assertWithin('width', tile.width, 1, TILE_WIDTH);
  const folder = tile.kind === 'hashes' ? String(tile.level) : 'entries';
  const partial = tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`;
  return `tile/${folder}/${tileIndexPath(tile.index)}${partial}`;
}

/** Reads exactly what `tilePath` writes. */
export function parseTilePath(path: string): Tile {
  // Only takes the path apart: whatever is not one to the letter differs from what is written of its parts.
  const { folder = '', digits = '', width = TILE_WIDTH } = pathPattern.exec(path)?.groups ?? {};
  const place = { index: Number(digits.replaceAll(/[x/]/g, '')), width: Number(width) };
  const tile: Tile =
    folder === 'entries'
      ? { kind: 'entries', ...place }
      : { kind: 'hashes', level: Number(folder), ...place };
  if (tilePath(tile) !== path) throw pathError();
  return tile;
}

/** Groups of three digits, all but the last marked by `x`: 1234067 is `x001/x234/067`. */
export function tileIndexPath(index: number): string {
  assertSize('tile index', index);
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  return padded.replaceAll(/\d{3}(?!$)/g, 'x$&/');
}

function assertWithin(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new LedgerFormatError('out-of-range', `tile ${name} is not within ${min} to ${max}`);
  }
}

function pathError(): LedgerFormatError {
  return new LedgerFormatError('bad-tile', 'path does not name a tile');
}
