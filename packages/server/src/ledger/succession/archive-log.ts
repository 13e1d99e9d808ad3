import { Readable, type Writable } from 'node:stream';
import {
  addSignatures,
  base64Of,
  canonicalize,
  encodeBundle,
  parseCanonical,
  parseSignatureLines,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tilesForSize,
  utf8,
} from '@daybook/ledger';
import { logFolder, writeZip, type ZipContent } from '@daybook/verify';
import { refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { newestCosignatures } from '../anchors/anchor-receipts.store.ts';
import { newestCheckpoint, pastCheckpoints, type StoredCheckpoint } from '../checkpoints.store.ts';
import { readBundleBytes, readEntryRange } from '../entries.store.ts';
import { type Log, listLogs } from '../logs.store.ts';
import { readEntriesAt } from '../read-entries-at.ts';
import { readPayloads } from '../read-payloads.ts';
import { readTilesOf } from '../read-tiles.ts';
import { listRotations } from './log-keys.store.ts';

const hashBytes = 32;

type ArchiveServices = Pick<Services, 'database' | 'keyring' | 'dataKeys'>;

export type LogArchive = {
  readonly fileName: string;
  readonly files: readonly ZipContent[];
  /** Writes the zip: stored, sorted, with fixed times, one file after another; memory stays flat whatever the log's size. */
  write(output: Writable): Promise<void>;
};

/**
 * One whole log up to its newest checkpoint, in the layout packages have: the tlog-tiles tree, its keys, each day's last
 * checkpoint, the newest that witnesses cosigned with their cosignatures, and its first entry opened. The same log at the
 * same size is the same zip. What lies below a checkpoint never changes, so each file is read in a transaction of its own.
 */
export async function archiveLog(
  { workspaceId, logId }: { readonly workspaceId: WorkspaceId; readonly logId: string },
  services: ArchiveServices,
): Promise<LogArchive> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const log = (await listLogs(tx)).find(({ id }) => id === logId) ?? refuse('not-found');
    const checkpoint =
      (await newestCheckpoint(tx, log.id)) ?? refuse('not-found', 'this log was never signed');
    const files = [
      ...(await textFiles(tx, { log, checkpoint }, services)),
      ...(await treeFiles(tx, { workspaceId, log, size: checkpoint.size }, services)),
    ];
    const fileName = `ledger-${log.origin.split('/').at(-1)}.zip`;
    return { fileName, files, write: (output) => writeZip(files, output) };
  });
}

type Signed = { readonly log: Log; readonly checkpoint: StoredCheckpoint };

async function textFiles(
  tx: Tx,
  { log, checkpoint }: Signed,
  services: ArchiveServices,
): Promise<readonly ZipContent[]> {
  const folder = logFolder(log.origin);
  const past = await cosignedCheckpoints(tx, { log, checkpoint });
  const rotations = await listRotations(tx, log.id);
  return [
    textFile('README.txt', readmeText({ log, checkpoint })),
    textFile(`${folder}/checkpoint`, checkpoint.note),
    textFile(`${folder}/vkey`, `${log.verifierKey}\n`),
    textFile(`${folder}/opened.json`, await openedText(tx, log, services)),
    ...past.map(({ size, note }) => textFile(`${folder}/checkpoints/${size}.txt`, note)),
    ...rotations
      .filter(({ since }) => since <= checkpoint.size)
      .map(({ number, note }) => textFile(`${folder}/rotations/${number}.txt`, note)),
  ];
}

/** Each day's last checkpoint and the newest that witnesses cosigned, so that a policy can be held against the archive. */
async function cosignedCheckpoints(tx: Tx, { log, checkpoint }: Signed) {
  const cosignatures = await newestCosignatures(tx, log.id, log.firstPosition + checkpoint.size);
  const sizes = new Set(cosignatures.map(({ size }) => size));
  const past = await pastCheckpoints(tx, log.id, { below: checkpoint.size + 1, sizes });
  return past.map(({ size, note }) => {
    const lines = cosignatures.filter((each) => each.size === size).map(({ line }) => line);
    return { size, note: addSignatures(note, lines.flatMap(parseSignatureLines)) };
  });
}

/** The first entry's payload with its salt, which shows that the log names its key and its predecessor itself. */
async function openedText(tx: Tx, log: Log, services: ArchiveServices): Promise<string> {
  const [opened] = await readEntriesAt(tx, [log.firstPosition]);
  const ids = opened === undefined ? [] : [{ position: opened.position, id: opened.entry.id }];
  const [payload] = await readPayloads(tx, ids, services);
  if (payload === undefined)
    return refuse('keys-damaged', 'the first entry of this log cannot be opened: its data key is missing');
  const value = parseCanonical(payload.body.toString('utf8'));
  return `${canonicalize({ payload: value, salt: base64Of(payload.salt) })}\n`;
}

type Sized = { readonly workspaceId: WorkspaceId; readonly log: Log; readonly size: number };

async function treeFiles(
  tx: Tx,
  { workspaceId, log, size }: Sized,
  { database }: ArchiveServices,
): Promise<readonly ZipContent[]> {
  const bundleBytes = await readBundleBytes(tx, log.id, size);
  const files: ZipContent[] = [];
  for (const tile of tilesForSize(size)) {
    const bytes = tile.kind === 'hashes' ? tile.width * hashBytes : (bundleBytes.get(tile.index) ?? 0);
    const open = () =>
      database.withWorkspace(workspaceId, async (own) =>
        Readable.from([Buffer.from(await tileBytes(own, log, tile))]),
      );
    files.push({ name: `${logFolder(log.origin)}/${tilePath(tile)}`, bytes, open });
  }
  return files;
}

async function tileBytes(tx: Tx, log: Log, tile: Tile): Promise<Uint8Array> {
  if (tile.kind === 'hashes') return readTilesOf(tx, log.id)(tile);
  const first = tile.index * TILE_WIDTH;
  const rows = await readEntryRange(tx, log.id, first, first + tile.width);
  if (rows.length !== tile.width) throw new Error('the ledger has a gap');
  return encodeBundle(rows.map(({ text }) => utf8(text)));
}

function textFile(name: string, text: string): ZipContent {
  const bytes = Buffer.from(text);
  return { name, bytes: bytes.length, open: () => Readable.from([bytes]) };
}

function readmeText({ log, checkpoint }: Signed): string {
  return `This is the whole log ${log.origin} up to ${checkpoint.size} entries, as c2sp.org/tlog-tiles
lays it out below ${logFolder(log.origin)}/.

  checkpoint        the newest signed checkpoint
  vkey              the key the log began with
  rotations/<n>.txt each key that followed, named by the one before
  checkpoints/      the last checkpoint of each day
  opened.json       what the first entry says: its key and the log before it
  tile/             hashes and entries

Verify it with verify.mjs from the project's releases, never with a program from
inside an archive:  node verify.mjs ${'<this file>'}
Archives of several years unpacked into one folder are verified as one chain.
`;
}
