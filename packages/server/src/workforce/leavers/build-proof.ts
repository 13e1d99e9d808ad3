import { base64Of, canonicalize, type Entry, hexOf, leafHash, utf8 } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import {
  disclosedPayload,
  ensureCheckpoint,
  freeText,
  type OpenedPayload,
  proveInclusion,
  readEntriesAt,
  readPayloads,
} from '../../ledger/index.ts';
import {
  type Disclosure,
  discloseAll,
  readWorkspace,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { removalsOf } from '../removals/removals.store.ts';
import { describeRemovals, describeRuns } from './describe-runs.ts';
import { findRun } from './leaver-runs.store.ts';
import type { RemovalView, RunView } from './run-shapes.ts';

export const proofFormat = 'Daybook proof of removal';
/** What the file calls itself where it is about made-up data. */
export const sampleFormat = 'SAMPLE, no proof: Daybook proof of removal';
export const proofVersion = 1;

/** Each is proven by its own road; beyond that one file is no way to hand them over. */
const entriesMax = 20_000;

/** An entry with all that shows it is in the log: its text, its leaf, the road to a signed checkpoint, and what it commits to. */
export type ProvenEntry = {
  readonly position: number;
  readonly log: string;
  readonly index: number;
  /** RFC 8785 text, as it was hashed. */
  readonly entry: string;
  /** Hexadecimal SHA-256 over 0x00 and the text. */
  readonly leafHash: string;
  /** Base64, from the leaf upwards (RFC 9162 section 2.1.3). */
  readonly inclusion: readonly string[];
  readonly checkpointSize: number;
  /** Null where it was erased or any of it is hidden from whoever asked; the commitment stays. */
  readonly payload: { readonly salt: string; readonly body: string } | null;
};

export type LeaverProof = {
  readonly format: typeof proofFormat | typeof sampleFormat;
  readonly version: typeof proofVersion;
  readonly madeAt: string;
  readonly workspace: string;
  readonly zone: string;
  /** Made-up data: it can never become evidence. */
  readonly isSample: boolean;
  readonly run: RunView;
  readonly removals: readonly RemovalView[];
  readonly entries: readonly ProvenEntry[];
  readonly checkpoints: readonly {
    readonly log: string;
    readonly size: number;
    /** Base64. */
    readonly root: string;
    /** The signed note, to the byte. */
    readonly note: string;
    readonly verifierKey: string;
  }[];
};

/**
 * Everything that shows what became of a leaver's access, to be checked without Daybook: each item with its interval, and
 * every entry it rests on with its proof. Names are disclosed before it leaves.
 */
export async function buildProof(
  tx: Tx,
  asked: { readonly workspaceId: WorkspaceId; readonly run: string; readonly mayShow: Disclosure },
  services: Services,
): Promise<LeaverProof> {
  const run = (await findRun(tx, asked.run)) ?? refuse('not-found');
  const stored = await removalsOf(tx, [run.id]);
  const [view] = await describeRuns(tx, [run], services);
  if (view === undefined) return refuse('not-found');
  await ensureCheckpoint(tx, services);
  const positions = [run.position, ...stored.flatMap((removal) => removal.positions)];
  if (positions.length > entriesMax) {
    refuse(
      'bad-request',
      `the proof rests on more than ${entriesMax} entries`,
      'take an audit package instead',
    );
  }
  const { entries, checkpoints } = await proveEntries(tx, positions, asked.mayShow, services);
  const { name, zone, isSample } = await readWorkspace(tx, asked.workspaceId);
  return {
    ...{ format: isSample ? sampleFormat : proofFormat, version: proofVersion, madeAt: services.clock.now() },
    ...{ workspace: name, zone, isSample },
    ...{ run: view, removals: await describeRemovals(tx, stored, services), entries, checkpoints },
  };
}

async function proveEntries(tx: Tx, positions: readonly number[], mayShow: Disclosure, services: Services) {
  const wanted = [...new Set(positions)].filter((position) => position >= 0).toSorted((a, b) => a - b);
  const found = await readEntriesAt(tx, wanted);
  const ids = found.map(({ position, entry }) => ({ position, id: entry.id }));
  const payloads = new Map((await readPayloads(tx, ids, services)).map((one) => [one.position, one]));
  const entries: ProvenEntry[] = [];
  const checkpoints = new Map<string, LeaverProof['checkpoints'][number]>();
  for (const { position, entry } of found) {
    const { log, index, checkpoint, hashes } = await proveInclusion(tx, position, services);
    const { size, note } = checkpoint;
    const root = checkpoint.root.toString('base64');
    checkpoints.set(`${log.origin} ${size}`, {
      log: log.origin,
      size,
      root,
      note,
      verifierKey: log.verifierKey,
    });
    const text = canonicalize({ ...entry });
    const payload = payloads.get(position);
    entries.push({
      ...{ position, log: log.origin, index, entry: text, checkpointSize: size },
      leafHash: hexOf(leafHash(sha256, utf8(text))),
      inclusion: hashes.map(base64Of),
      payload: payload === undefined ? null : payloadOf(entry, position, payload, mayShow),
    });
  }
  return { entries, checkpoints: [...checkpoints.values()] };
}

/**
 * What the entry commits to, to the byte; null where any of it is hidden from whoever asks. With the salt and the rest of the
 * text a hidden value could be tried against the commitment.
 */
function payloadOf(
  entry: Entry,
  position: number,
  { salt, body }: OpenedPayload,
  mayShow: Disclosure,
): ProvenEntry['payload'] {
  const text = body.toString('utf8');
  const payload: unknown = JSON.parse(text);
  const shown = discloseAll(disclosedPayload(entry, payload, { position, of: 'evidence' }), mayShow);
  const words = freeText(text, { position, author: entry.actor.id }).disclose(mayShow);
  const isWritten = withWords.some((prefix) => entry.type.startsWith(prefix));
  // What holds nothing hidden comes back as it was, in its order.
  if (JSON.stringify(shown) !== JSON.stringify(payload) || (isWritten && words !== text)) return null;
  return { salt: salt.toString('base64'), body: text };
}

/** Entries that hold what somebody wrote. */
const withWords = [
  'leaver-run.opened',
  'leaver-run.rescinded',
  'access-removal.attested',
  'access-removal.excepted',
];
