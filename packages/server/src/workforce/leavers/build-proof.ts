import { base64Of, canonicalize, type Entry, hexOf, leafHash, utf8 } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import {
  ensureCheckpoint,
  freeText,
  proveInclusion,
  readEntriesAt,
  readPayloads,
} from '../../ledger/index.ts';
import {
  type Personal,
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
export const proofVersion = 1;

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
  /** Null where it was erased; the commitment stays. */
  readonly payload: { readonly salt: string; readonly body: string | Personal } | null;
};

export type LeaverProof = {
  readonly format: typeof proofFormat;
  readonly version: typeof proofVersion;
  readonly madeAt: string;
  readonly workspace: string;
  readonly zone: string;
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
  asked: { readonly workspaceId: WorkspaceId; readonly run: string },
  services: Services,
): Promise<LeaverProof> {
  const run = (await findRun(tx, asked.run)) ?? refuse('not-found');
  const stored = await removalsOf(tx, [run.id]);
  const [view] = await describeRuns(tx, [run], services);
  if (view === undefined) return refuse('not-found');
  await ensureCheckpoint(tx, services);
  const positions = [run.position, ...stored.flatMap((removal) => removal.positions)];
  const { entries, checkpoints } = await proveEntries(tx, positions, services);
  const { name, zone } = await readWorkspace(tx, asked.workspaceId);
  return {
    ...{ format: proofFormat, version: proofVersion, madeAt: services.clock.now(), workspace: name, zone },
    ...{ run: view, removals: await describeRemovals(tx, stored, services), entries, checkpoints },
  };
}

async function proveEntries(tx: Tx, positions: readonly number[], services: Services) {
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
      payload:
        payload === undefined
          ? null
          : { salt: payload.salt.toString('base64'), body: bodyOf(entry, position, payload.body) },
    });
  }
  return { entries, checkpoints: [...checkpoints.values()] };
}

/** Entries that hold what somebody wrote; whoever may not see such text gets the commitment alone. */
const withWords = [
  'leaver-run.opened',
  'leaver-run.rescinded',
  'access-removal.attested',
  'access-removal.excepted',
];

function bodyOf({ type, actor }: Entry, position: number, body: Buffer): string | Personal {
  const text = body.toString('utf8');
  const isWritten = withWords.some((prefix) => type.startsWith(prefix));
  return isWritten ? freeText(text, { position, author: actor.id }) : text;
}
