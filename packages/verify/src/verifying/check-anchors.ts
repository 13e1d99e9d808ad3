import { createHash } from 'node:crypto';
import {
  base64Of,
  type Checkpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  type TlogPolicy,
  textOfUtf8,
} from '@daybook/ledger';
import { ed25519Verify } from '@daybook/ledger/node';
import { type AnchorFile, anchorFiles, type PlacedReceipt } from '../format/anchor-files.ts';
import { logFolder } from '../format/package-paths.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';
import type { ReadLog } from './read-log.ts';

const receiptBytesMax = 1024 ** 2;

/** A receipt that holds what can be checked of it here. */
export type CheckedAnchor = {
  readonly receipt: PlacedReceipt;
  /** All entries below this position are covered. */
  readonly before: number;
  /** Verified with a key of the policy; a time stamp's signature and a mail are for other tools. */
  readonly isVerified: boolean;
};

export type CheckedAnchors = {
  readonly anchors: readonly CheckedAnchor[];
  readonly paths: ReadonlySet<string>;
};

type AnchorInput = {
  readonly zip: OpenZip;
  readonly logs: readonly ReadLog[];
  readonly receipts: readonly PlacedReceipt[];
  /** Where the keys of witnesses come from. */
  readonly policy: TlogPolicy | null;
};

/** Holds every anchor's file against the entry that records it, and what it says against the tree. */
export async function checkAnchors(input: AnchorInput, problems: Problems): Promise<CheckedAnchors> {
  const anchors: CheckedAnchor[] = [];
  const paths = new Set<string>();
  for (const log of input.logs) {
    const notes = new Map(log.checkpoints.map(({ size, note }) => [size, note]));
    const ofLog = input.receipts.filter(({ origin, size }) => origin === log.origin && notes.has(size));
    for (const file of anchorFiles(logFolder(log.origin), ofLog, (size) => notes.get(size) ?? null)) {
      paths.add(file.path);
      const packed = await problems.attempt('file-missing', file.path, () =>
        input.zip.read(file.path, receiptBytesMax),
      );
      if (packed !== null && !packed.equals(file.bytes)) problems.add('anchor-differs', file.path);
      const checked = checkReceipt(file, { ...input, log, note: notes.get(file.receipt.size) ?? '' });
      if (checked === null) problems.add('anchor-false', file.path);
      else anchors.push(checked);
    }
  }
  for (const { origin, size, position } of input.receipts) {
    const log = input.logs.find((each) => each.origin === origin);
    if (log !== undefined && !log.checkpoints.some((each) => each.size === size))
      problems.add('anchor-differs', `position ${position}: the checkpoint of size ${size} is missing`);
  }
  return { anchors, paths };
}

type Known = Pick<AnchorInput, 'policy'> & { readonly log: ReadLog; readonly note: string };

function checkReceipt({ bytes, receipt }: AnchorFile, known: Known): CheckedAnchor | null {
  const { log, note, policy } = known;
  const before = log.firstPosition + receipt.size;
  const checkpoint: Checkpoint = parseCheckpoint(parseNote(note).text);
  if (base64Of(checkpoint.root) !== receipt.root || before > receipt.position) return null;
  const isTrue = { witness: isCosigned, timestamp: isStamped, mail: isMailed }[receipt.kind];
  const isVerified = isTrue({ bytes, receipt, note, policy });
  return isVerified === null ? null : { receipt, before, isVerified };
}

type Claim = {
  readonly bytes: Uint8Array;
  readonly receipt: PlacedReceipt;
  readonly note: string;
  readonly policy: TlogPolicy | null;
};

/** Null for a false signature; true only where the policy knows the witness. */
function isCosigned({ bytes, policy }: Claim): boolean | null {
  try {
    const vkeys = policy?.witnesses.map(({ vkey }) => vkey) ?? [];
    const note = textOfUtf8(bytes);
    const isKnown = parseNote(note).signatures.some(({ name, keyId }) =>
      vkeys.some((vkey) => vkey.name === name && vkey.keyId === keyId),
    );
    if (isKnown) openNote(note, vkeys, ed25519Verify);
    return isKnown;
  } catch {
    return null;
  }
}

/** MessageImprint up to the hash itself (RFC 3161, section 2.4.2): SHA-256, then 32 bytes. */
const imprintStart = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const imprintStartBare = Buffer.from('302f300b06096086480165030402010420', 'hex');

/** The token names this checkpoint: its signature and its certificate are for `openssl ts -verify`. */
function isStamped({ bytes, note }: Claim): boolean | null {
  const token = Buffer.from(bytes);
  const hashes = imprintsOf(note);
  const isIt = hashes.some((hash) =>
    [imprintStart, imprintStartBare].some((start) => token.includes(Buffer.concat([start, hash]))),
  );
  return isIt ? false : null;
}

/** SHA-256 over the note as the log signed it: with all its signatures, or with any one of them. */
function imprintsOf(note: string): Buffer[] {
  const { text } = parseNote(note);
  const lines = note.slice(text.length + 1).match(/[^\n]+\n/g) ?? [];
  return [note, ...lines.map((line) => `${text}\n${line}`)].map((each) =>
    createHash('sha256').update(each).digest(),
  );
}

/** Message id and digest of what was sent: the copies are with those who received it. */
function isMailed({ bytes, note }: Claim): boolean | null {
  const digest = createHash('sha256').update(note).digest('hex');
  return Buffer.from(bytes).includes(digest) ? false : null;
}
