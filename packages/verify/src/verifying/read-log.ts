import {
  base64Of,
  decodeBundle,
  type Entry,
  emptyRoot,
  formatNote,
  type OpenedCheckpoint,
  openCheckpoint,
  parseEntry,
  parseNote,
  parseVkey,
  TILE_WIDTH,
  textOfUtf8,
  tilePath,
  type Vkey,
} from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import type { Manifest } from '../format/manifest.ts';
import { logFolder } from '../format/package-paths.ts';
import { TileWriter } from '../log/tile-writer.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';

const noteBytesMax = 1024 ** 2;
const bundleBytesMax = TILE_WIDTH * (2 + 65_535);

export type PlacedEntry = { readonly position: number; readonly index: number; readonly entry: Entry };

export type ReadLog = {
  readonly origin: string;
  readonly firstPosition: number;
  readonly size: number;
  readonly vkey: Vkey;
  readonly vkeyText: string;
  readonly checkpointNote: string;
  readonly root: Uint8Array;
  /** The root at `watchedSize`, or null where the log is shorter. */
  readonly rootAt: Uint8Array | null;
  /** Every file this log has. */
  readonly paths: ReadonlySet<string>;
};

type LogInput = {
  readonly zip: OpenZip;
  readonly log: Manifest['logs'][number];
  /** A size at which the root is asked for, or null. */
  readonly watchedSize: number | null;
  onEntry(placed: PlacedEntry): void | Promise<void>;
};

/**
 * Rebuilds one log from its entry bundles and compares tiles, root, size and origin with what is packed. Null when it
 * cannot be rebuilt; the problems then say where it ends.
 */
export async function readLog(input: LogInput, problems: Problems): Promise<ReadLog | null> {
  const { zip, log } = input;
  const folder = logFolder(log.origin);
  const key = await readKey(zip, folder, problems);
  const checkpoint = key && (await readCheckpoint(zip, { folder, vkey: key.vkey }, problems));
  const tree = await rebuild(input, folder, problems);
  if (key === null || checkpoint === null || tree === null) return null;
  const { opened, note } = checkpoint;
  const isIt = opened.size === log.size && opened.origin === log.origin && opened.extensions.length === 0;
  if (!isIt || base64Of(opened.root) !== base64Of(tree.root))
    problems.add('checkpoint-differs', `${folder}/checkpoint`);
  return {
    ...log,
    ...key,
    checkpointNote: note,
    ...tree,
    paths: new Set([...tree.paths, ...ownPaths(folder)]),
  };
}

function ownPaths(folder: string): readonly string[] {
  return [`${folder}/checkpoint`, `${folder}/vkey`];
}

function readKey(zip: OpenZip, folder: string, problems: Problems) {
  const path = `${folder}/vkey`;
  return problems.attempt('key-malformed', path, async () => {
    const text = textOfUtf8(await zip.read(path, noteBytesMax));
    const vkeyText = text.slice(0, -1);
    if (text !== `${vkeyText}\n`) throw new Error('the key does not end in a line feed');
    return { vkey: parseVkey(sha256, vkeyText), vkeyText };
  });
}

function readCheckpoint(
  zip: OpenZip,
  { folder, vkey }: { readonly folder: string; readonly vkey: Vkey },
  problems: Problems,
): Promise<{ opened: OpenedCheckpoint; note: string } | null> {
  const path = `${folder}/checkpoint`;
  return problems.attempt('checkpoint-not-signed', path, async () => {
    const note = textOfUtf8(await zip.read(path, noteBytesMax));
    const { text, signatures } = parseNote(note);
    if (formatNote(text, signatures) !== note) throw new Error('the note is not in its one form');
    return { note, opened: openCheckpoint(note, vkey, ed25519Verify) };
  });
}

type Tree = Pick<ReadLog, 'root' | 'rootAt' | 'paths'>;

async function rebuild(input: LogInput, folder: string, problems: Problems): Promise<Tree | null> {
  const { zip, log, watchedSize } = input;
  const paths = new Set<string>();
  let rootAt = watchedSize === 0 ? emptyRoot() : null;
  const tiles = new TileWriter(async (path, bytes) => {
    const packed = `${folder}/${path}`;
    paths.add(packed);
    const known = await problems.attempt('file-missing', packed, () => zip.read(packed, bundleBytesMax));
    if (known !== null && !known.equals(bytes)) problems.add('tile-differs', packed);
  });
  for (let bundle = 0; bundle * TILE_WIDTH < log.size; bundle += 1) {
    const texts = await readBundle({ zip, folder, bundle, size: log.size }, problems);
    if (texts === null) return null;
    for (const text of texts) {
      const index = tiles.size;
      await tiles.add(text);
      if (tiles.size === watchedSize) rootAt = tiles.root();
      const entry = await problems.attempt('entry-malformed', `${folder} ${index}`, () => parseEntry(text));
      if (entry === null) return null;
      await input.onEntry({ position: log.firstPosition + index, index, entry });
    }
  }
  await tiles.finish();
  return { root: tiles.root(), rootAt, paths };
}

type BundlePlace = {
  readonly zip: OpenZip;
  readonly folder: string;
  readonly bundle: number;
  readonly size: number;
};

function readBundle(
  { zip, folder, bundle, size }: BundlePlace,
  problems: Problems,
): Promise<string[] | null> {
  const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
  const path = `${folder}/${tilePath({ kind: 'entries', index: bundle, width })}`;
  return problems.attempt('entries-malformed', path, async () => {
    const texts = decodeBundle(await zip.read(path, bundleBytesMax)).map(textOfUtf8);
    if (texts.length !== width) throw new Error('the bundle is not as wide as its name says');
    return texts;
  });
}
