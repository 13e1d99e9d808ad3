import { base64Of, canonicalize, type Entry, hexOf, leafHash, utf8 } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import {
  disclosedPayload,
  ensureCheckpoint,
  freeText,
  type InclusionProof,
  inclusionProver,
  type OpenedPayload,
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
import type { RemovalLayer } from '../removals/removal.ts';
import { type RemovalPage, removalMarks, removalPage } from '../removals/removals.store.ts';
import { describeRemovals, describeRuns } from './describe-runs.ts';
import { findRun } from './leaver-runs.store.ts';
import type { RemovalView, RunView } from './run-shapes.ts';

export const proofFormat = 'Daybook proof of removal';
/** What the file calls itself where it is about made-up data. */
export const sampleFormat = 'SAMPLE, no proof: Daybook proof of removal';
export const proofVersion = 1;

/** Items, and entries, that are held at once. */
const pageSize = 500;

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

/**
 * Everything that shows what became of a leaver's access, to be checked without Daybook: each item with its interval, and
 * every entry it rests on with its proof.
 */
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
  readonly checkpoints: readonly ProofCheckpoint[];
};

export type ProofCheckpoint = {
  readonly log: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The signed note, to the byte. */
  readonly note: string;
  readonly verifierKey: string;
};

export type ProofOrder = {
  readonly workspaceId: WorkspaceId;
  readonly run: string;
  readonly mayShow: Disclosure;
};

/** What stands before its items and entries. */
export type ProofHead = Omit<LeaverProof, 'removals' | 'entries' | 'checkpoints'>;

/** Begins a proof: signs a checkpoint over everything there is, and tells how the run stands. Names are disclosed later. */
export async function openProof(order: ProofOrder, services: Services): Promise<ProofHead> {
  return services.database.withWorkspace(order.workspaceId, async (tx) => {
    const run = (await findRun(tx, order.run)) ?? refuse('not-found');
    const [view] = await describeRuns(tx, [run], services);
    if (view === undefined) return refuse('not-found');
    await ensureCheckpoint(tx, services);
    const { name, zone, isSample } = await readWorkspace(tx, order.workspaceId);
    return {
      ...{
        format: isSample ? sampleFormat : proofFormat,
        version: proofVersion,
        madeAt: services.clock.now(),
      },
      ...{ workspace: name, zone, isSample, run: view },
    };
  });
}

/** Items of one layer, or of all, page by page, each page in a transaction of its own; names are disclosed later. */
export async function* readProofItems(
  { workspaceId, run }: ProofOrder,
  layer: RemovalLayer | null,
  services: Services,
): AsyncGenerator<readonly RemovalView[]> {
  let after: string | null = null;
  do {
    const asked: RemovalPage = { origin: run, layer, after, limit: pageSize };
    const views: readonly RemovalView[] = await services.database.withWorkspace(workspaceId, async (tx) =>
      describeRemovals(tx, await removalPage(tx, asked), services),
    );
    if (views.length > 0) yield views;
    after = views.length < pageSize ? null : (views.at(-1)?.id ?? null);
  } while (after !== null);
}

/** How many items each layer of a run has. */
export async function countLayers(
  { workspaceId, run }: ProofOrder,
  services: Services,
): Promise<Readonly<Record<RemovalLayer, number>>> {
  const marks = await services.database.withWorkspace(workspaceId, (tx) => removalMarks(tx, [run]));
  const count = (wanted: RemovalLayer) => marks.filter(({ layer }) => layer === wanted).length;
  return { partner: count('partner'), individual: count('individual'), token: count('token') };
}

export type ProvenPage = Pick<LeaverProof, 'entries' | 'checkpoints'>;

/** The entries at these positions, page by page in their order, each with its road to a signed checkpoint. */
export async function* proveEntries(
  { workspaceId, mayShow }: ProofOrder,
  positions: Iterable<number>,
  services: Services,
): AsyncGenerator<ProvenPage> {
  const wanted = [...new Set(positions)].filter((position) => position >= 0).toSorted((a, b) => a - b);
  for (let at = 0; at < wanted.length; at += pageSize) {
    const page = wanted.slice(at, at + pageSize);
    yield await services.database.withWorkspace(workspaceId, (tx) => provePage(tx, page, mayShow, services));
  }
}

/** The signed checkpoints that cover the entries at these positions, one of each log, oldest first. */
export async function coveringCheckpoints(
  { workspaceId }: ProofOrder,
  positions: Iterable<number>,
  services: Services,
): Promise<readonly ProofCheckpoint[]> {
  const found: ProofCheckpoint[] = [];
  let rest = [...positions].filter((position) => position >= 0);
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const prove = inclusionProver(tx, services);
    while (rest.length > 0) {
      const { log, checkpoint } = await prove(rest.reduce((last, one) => Math.max(last, one)));
      found.unshift(told(log, checkpoint));
      rest = rest.filter((position) => position < log.firstPosition);
    }
  });
  return found;
}

function told(
  { origin, verifierKey }: InclusionProof['log'],
  { size, note, root }: InclusionProof['checkpoint'],
): ProofCheckpoint {
  return { log: origin, size, root: root.toString('base64'), note, verifierKey };
}

async function provePage(
  tx: Tx,
  positions: readonly number[],
  mayShow: Disclosure,
  services: Services,
): Promise<ProvenPage> {
  const found = await readEntriesAt(tx, positions);
  const ids = found.map(({ position, entry }) => ({ position, id: entry.id }));
  const payloads = new Map((await readPayloads(tx, ids, services)).map((one) => [one.position, one]));
  const prove = inclusionProver(tx, services);
  const entries: ProvenEntry[] = [];
  const checkpoints = new Map<string, ProofCheckpoint>();
  for (const { position, entry } of found) {
    const { log, index, checkpoint, hashes } = await prove(position);
    checkpoints.set(`${log.origin} ${checkpoint.size}`, told(log, checkpoint));
    const text = canonicalize({ ...entry });
    const payload = payloads.get(position);
    entries.push({
      ...{ position, log: log.origin, index, entry: text, checkpointSize: checkpoint.size },
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
