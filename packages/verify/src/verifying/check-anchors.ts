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
import { checkStamp } from './check-stamp.ts';
import type { Problems } from './problems.ts';
import type { ReadLog } from './read-log.ts';

const receiptBytesMax = 1024 ** 2;

/** A receipt that holds what can be checked of it here. */
export type CheckedAnchor = {
  readonly receipt: PlacedReceipt;
  /** All entries below this position are covered. */
  readonly before: number;
  /** A cosignature verified with a key of the policy. Who signed a time stamp; a mail is for who received it. */
  readonly isVerified: boolean;
  readonly signer: string | null;
  /** A time stamp whose signer none of the auditor's roots vouches for. */
  readonly isUntrusted: boolean;
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
  /** PEM of the auditor's own roots of time-stamping authorities; null where none were given. */
  readonly roots: string | null;
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
      const checked = await checkReceipt(file, { ...input, log, note: notes.get(file.receipt.size) ?? '' });
      if (checked === null) problems.add('anchor-false', file.path);
      else anchors.push(checked);
      if (checked?.isUntrusted)
        problems.add('timestamp-not-trusted', `${file.path}: signed by ${checked.signer}`);
    }
  }
  for (const { origin, size, position } of input.receipts) {
    const log = input.logs.find((each) => each.origin === origin);
    if (log !== undefined && !log.checkpoints.some((each) => each.size === size))
      problems.add('anchor-differs', `position ${position}: the checkpoint of size ${size} is missing`);
  }
  return { anchors, paths };
}

type Known = Pick<AnchorInput, 'policy' | 'roots'> & { readonly log: ReadLog; readonly note: string };

async function checkReceipt({ bytes, receipt }: AnchorFile, known: Known): Promise<CheckedAnchor | null> {
  const { log, note, policy, roots } = known;
  const before = log.firstPosition + receipt.size;
  const checkpoint: Checkpoint = parseCheckpoint(parseNote(note).text);
  if (base64Of(checkpoint.root) !== receipt.root || before > receipt.position) return null;
  const told = await checkKind({ bytes, receipt, note, policy, roots });
  return told && { receipt, before, isVerified: false, signer: null, isUntrusted: false, ...told };
}

type Claim = Pick<AnchorInput, 'policy' | 'roots'> & {
  readonly bytes: Uint8Array;
  readonly receipt: PlacedReceipt;
  readonly note: string;
};

type Told = Partial<Pick<CheckedAnchor, 'isVerified' | 'signer' | 'isUntrusted'>>;

async function checkKind(claim: Claim): Promise<Told | null> {
  switch (claim.receipt.kind) {
    case 'witness': {
      const isVerified = isCosigned(claim);
      return isVerified === null ? null : { isVerified };
    }
    case 'timestamp':
      return checkStamp({ ...claim, token: claim.bytes, at: claim.receipt.at });
    case 'mail':
      return isMailed(claim) ? {} : null;
  }
}

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

/** Message id and digest of what was sent: the copies are with those who received it. */
function isMailed({ bytes, note }: Claim): boolean {
  const digest = createHash('sha256').update(note).digest('hex');
  return Buffer.from(bytes).includes(digest);
}
