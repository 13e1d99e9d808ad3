import { decodeBundle, type Entry, parseEntry, TILE_WIDTH, textOfUtf8, tilePath } from '@daybook/ledger';
import type { Manifest } from '../format/manifest.ts';
import { logFolder, logPaths } from '../format/package-paths.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';
import { checkCheckpoint, type PackedCheckpoint, readCheckpoints } from './read-checkpoints.ts';
import { type ReadKeys, readKeys } from './read-keys.ts';
import { type ReadTree, readTree } from './read-tree.ts';

const bundleBytesMax = TILE_WIDTH * (2 + 65_535);

export type PlacedEntry = { readonly position: number; readonly index: number; readonly entry: Entry };

export type ReadLog = ReadKeys &
  ReadTree & {
    readonly origin: string;
    readonly firstPosition: number;
    readonly size: number;
    readonly checkpointNote: string;
    /** The log's checkpoint and those of its past that are packed. */
    readonly checkpoints: readonly PackedCheckpoint[];
    /** Indices of the entries that hand over to the next key. */
    readonly rotatedAt: readonly number[];
  };

type LogInput = {
  readonly zip: OpenZip;
  readonly log: Manifest['logs'][number];
  /** Sizes at which the root is asked for, beside those of the packed checkpoints. */
  readonly watched: readonly number[];
  readonly threads: { readonly path: string; readonly count: number } | null;
  onEntry(placed: PlacedEntry): void | Promise<void>;
};

/**
 * Rebuilds one log from its entry bundles and compares tiles, roots, sizes, keys and checkpoints with what is packed. Null
 * when it cannot be rebuilt; the problems then say where it ends.
 */
export async function readLog(input: LogInput, problems: Problems): Promise<ReadLog | null> {
  const { zip, log } = input;
  const folder = logFolder(log.origin);
  const keys = await readKeys(zip, folder, problems);
  const { newest, past } = await readCheckpoints(zip, folder, problems);
  const checkpoints = newest === null ? past : [newest, ...past];
  const watched = [...input.watched, ...checkpoints.map(({ size }) => size)];
  const tree = await readTree({ ...input, folder, size: log.size, watched }, problems);
  const rotatedAt = tree && (await walkEntries(input, folder, problems));
  if (keys === null || newest === null || tree === null || rotatedAt === null) return null;
  if (newest.size !== log.size) problems.add('checkpoint-differs', newest.path);
  const known = { ...keys, origin: log.origin, rotatedAt, rootAt: (size: number) => tree.rootsAt.get(size) };
  for (const checkpoint of checkpoints) checkCheckpoint(checkpoint, known, problems);
  if (rotatedAt.length !== keys.rotations.length)
    problems.add('rotation-differs', `${folder}/rotations: the log records ${rotatedAt.length}`);
  const paths = new Set([...tree.paths, ...ownPaths(folder, keys, past)]);
  return { ...log, ...keys, ...tree, checkpointNote: newest.note, checkpoints, rotatedAt, paths };
}

function ownPaths(folder: string, { rotations }: ReadKeys, past: readonly PackedCheckpoint[]): string[] {
  const { checkpoint, vkey, opened, rotation } = logPaths(folder);
  return [
    checkpoint,
    vkey,
    opened,
    ...rotations.map((_, i) => rotation(i + 1)),
    ...past.map(({ path }) => path),
  ];
}

/** Reads the entries in order; answers which of them hand over to another key, or null where one cannot be read. */
async function walkEntries(input: LogInput, folder: string, problems: Problems): Promise<number[] | null> {
  const { zip, log } = input;
  const rotatedAt: number[] = [];
  for (let bundle = 0; bundle * TILE_WIDTH < log.size; bundle += 1) {
    const texts = await readBundle({ zip, folder, bundle, size: log.size }, problems);
    if (texts === null) return null;
    for (const [i, text] of texts.entries()) {
      const index = bundle * TILE_WIDTH + i;
      const entry = await problems.attempt('entry-malformed', `${folder} ${index}`, () => parseEntry(text));
      if (entry === null) return null;
      if (entry.type === 'key.rotated@1') rotatedAt.push(index);
      await input.onEntry({ position: log.firstPosition + index, index, entry });
    }
  }
  return rotatedAt;
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
  return problems.attempt('entries-malformed', path, async () =>
    decodeBundle(await zip.read(path, bundleBytesMax)).map(textOfUtf8),
  );
}
