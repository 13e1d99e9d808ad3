import {
  type Checkpoint,
  openCheckpoint,
  parseVkey,
  rootFromTiles,
  witnessCheckpointPath,
} from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import { exchange, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { type Log, readHead } from '../logs.store.ts';
import { readTilesOf } from '../read-tiles.ts';
import { AnchorProblem } from './anchor-problem.ts';
import type { AnchorTarget } from './anchor-targets.store.ts';

/** A head of our own log, signed with its own key, that the log we hold does not continue: the log was forked or rolled back. */
export type ForeignHead = {
  /** Who showed it: the name of the target. */
  readonly by: string;
  readonly logId: string;
  readonly size: number;
  readonly root: Uint8Array;
};

export class ForeignHeadFound extends AnchorProblem {
  readonly head: ForeignHead;

  constructor(head: ForeignHead) {
    super(
      `it holds a signed head of this log at size ${head.size} that is not part of the log on this server`,
    );
    this.name = 'ForeignHeadFound';
    this.head = head;
  }
}

/** A log and all keys it has had. */
export type KeyedLog = { readonly log: Log; readonly logKeys: readonly string[] };

type ForeignServices = Pick<Services, 'database' | 'settings'>;

const timeoutDefaultMs = 15_000;
const answerSizeMaxBytes = 65_536;

/** Throws `ForeignHeadFound` when the checkpoint the witness shows is signed by our key and not part of our log. */
export async function assertSameLog(
  workspaceId: WorkspaceId,
  target: AnchorTarget,
  { log, logKeys }: KeyedLog,
  services: ForeignServices,
): Promise<void> {
  const shown = await readWitnessHead(target, { log, logKeys }, services);
  if (shown === null) return;
  const isOurs = await services.database.withWorkspace(workspaceId, (tx) => isPartOfLog(tx, log, shown));
  if (isOurs) return;
  throw new ForeignHeadFound({ by: target.name, logId: log.id, size: shown.size, root: shown.root });
}

/**
 * The checkpoint of this log that the witness saw last. Null when it shows none that the log's own key has signed: a
 * witness alone cannot accuse the log.
 */
export async function readWitnessHead(
  target: AnchorTarget,
  { log, logKeys }: KeyedLog,
  { settings }: Pick<Services, 'settings'>,
  timeoutMs = timeoutDefaultMs,
): Promise<Checkpoint | null> {
  const prefix = target.address.replace(/\/{1,9}$/, '');
  const url = `${prefix}/${witnessCheckpointPath(sha256, log.origin)}`;
  const request = { method: 'GET', url, timeoutMs, answerSizeMaxBytes } as const;
  const answer = await exchange(request, settings.fetch);
  if (answer.status !== 200) return null;
  try {
    return openCheckpoint(
      answer.body.toString('utf8'),
      logKeys.map((key) => parseVkey(sha256, key)),
      ed25519Verify,
    );
  } catch {
    return null;
  }
}

/** Whether the log we hold has this root at this size. */
export async function isPartOfLog(tx: Tx, log: Log, { size, root }: Checkpoint): Promise<boolean> {
  const head = await readHead(tx, log.id);
  if (size > head.size) return false;
  const own = size === head.size ? head.root : await rootFromTiles(sha256, size, readTilesOf(tx, log.id));
  return Buffer.from(own).equals(Buffer.from(root));
}
