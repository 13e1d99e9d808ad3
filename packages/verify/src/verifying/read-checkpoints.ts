import {
  equalBytes,
  formatNote,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  textOfUtf8,
  type Vkey,
} from '@daybook/ledger';
import { ed25519Verify } from '@daybook/ledger/node';
import { logPaths } from '../format/package-paths.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';

const noteBytesMax = 1024 ** 2;

/** A checkpoint of the log as it is packed. Nothing in it is verified. */
export type PackedCheckpoint = { readonly path: string; readonly note: string; readonly size: number };

/** The log's checkpoint, null when it cannot be read, and those of its past. */
export async function readCheckpoints(
  zip: OpenZip,
  folder: string,
  problems: Problems,
): Promise<{ readonly newest: PackedCheckpoint | null; readonly past: readonly PackedCheckpoint[] }> {
  const paths = logPaths(folder);
  const newest = await readOne(zip, paths.checkpoint, problems);
  const past: PackedCheckpoint[] = [];
  for (const path of zip.files.keys()) {
    if (!path.startsWith(`${folder}/checkpoints/`)) continue;
    const one = await readOne(zip, path, problems);
    if (one === null) continue;
    if (path !== paths.history(one.size)) problems.add('checkpoint-differs', path);
    else past.push(one);
  }
  return { newest, past };
}

function readOne(zip: OpenZip, path: string, problems: Problems): Promise<PackedCheckpoint | null> {
  return problems.attempt('checkpoint-not-signed', path, async () => {
    const note = textOfUtf8(await zip.read(path, noteBytesMax));
    const { text, signatures } = parseNote(note);
    if (formatNote(text, signatures) !== note) throw new Error('the note is not in its one form');
    return { path, note, size: parseCheckpoint(text).size };
  });
}

/** What the log is by now known to be: its keys, where each took over, and its roots. */
type KnownLog = {
  readonly origin: string;
  readonly vkeys: readonly Vkey[];
  /** Indices of the entries that hand over to the next key. */
  readonly rotatedAt: readonly number[];
  rootAt(size: number): Uint8Array | undefined;
};

/** Signed by the key the log had at that size, by no key of the log falsely, and of the tree the entries give. */
export function checkCheckpoint(
  { path, note, size }: PackedCheckpoint,
  log: KnownLog,
  problems: Problems,
): void {
  const signer = log.vkeys[log.rotatedAt.filter((index) => index < size).length];
  let opened: OpenedCheckpoint;
  try {
    if (signer === undefined) throw new Error('there is no key for this size');
    const others = log.vkeys.filter((vkey) => vkey !== signer);
    opened = openCheckpoint(note, signer, ed25519Verify, others);
  } catch {
    problems.add('checkpoint-not-signed', path);
    return;
  }
  const root = log.rootAt(size);
  const isOwn = opened.origin === log.origin && opened.extensions.length === 0;
  if (!isOwn || root === undefined || !equalBytes(opened.root, root))
    problems.add('checkpoint-differs', path);
}
