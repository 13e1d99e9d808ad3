import {
  consistencyProofFromTiles,
  formatAddCheckpoint,
  formatSignatureLine,
  parseNote,
  parseVkey,
  readCosignatures,
  utf8,
  type VerifiedCosignature,
  type Vkey,
} from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import {
  type ExchangeAnswer,
  exchange,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import type { StoredCheckpoint } from '../checkpoints.store.ts';
import { readTilesOf } from '../read-tiles.ts';
import { checkpointLog } from '../sign-checkpoint.ts';
import { AnchorProblem } from './anchor-problem.ts';
import { confirmedSize } from './anchor-receipts.store.ts';
import type { AnchorTarget } from './anchor-targets.store.ts';
import type { CheckpointOfLog, Confirmation } from './confirmation.ts';
import { assertSameLog } from './find-foreign-head.ts';

type AskServices = Pick<Services, 'database' | 'clock' | 'keyring' | 'settings'>;

const timeoutMs = 15_000;
const answerSizeMaxBytes = 65_536;
const triesMax = 3;

/**
 * Has a witness cosign the checkpoint (c2sp.org/tlog-witness): proves that it continues what the witness saw last, and
 * verifies what comes back. A witness that remembers another size than we do says which, and is asked again from there.
 * Throws `AnchorProblem`; `ForeignHeadFound` when the witness holds a head of this log that is not ours.
 */
export async function askWitness(
  workspaceId: WorkspaceId,
  target: AnchorTarget,
  asked: CheckpointOfLog,
  services: AskServices,
): Promise<Confirmation> {
  const vkey = witnessKey(target);
  const { log } = asked;
  const inWorkspace = <T>(work: (tx: Tx) => Promise<T>) => services.database.withWorkspace(workspaceId, work);
  let { checkpoint } = asked;
  let oldSize = await inWorkspace((tx) => confirmedSize(tx, log.id, target.id));
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (oldSize > checkpoint.size)
      checkpoint = (await inWorkspace((tx) => checkpointLog(tx, log, services))) ?? checkpoint;
    if (oldSize > checkpoint.size) break;
    const [from, to] = [oldSize, checkpoint];
    const proof = await inWorkspace((tx) => consistencyFrom(tx, log.id, from, to.size));
    const answer = await post(
      target,
      formatAddCheckpoint({ oldSize, proof, note: checkpoint.note }),
      services,
    );
    if (answer.status === 200) return cosignedBy(vkey, checkpoint, answer.body.toString('utf8'));
    const knownSize = answer.status === 409 ? sizeOf(answer) : null;
    if (knownSize === null || knownSize === oldSize)
      return refused(workspaceId, target, asked, answer, services);
    oldSize = knownSize;
  }
  await assertSameLog(workspaceId, target, asked, services);
  throw new AnchorProblem(
    'it says that it saw more of this log than this server holds, and does not show it',
  );
}

async function consistencyFrom(tx: Tx, logId: string, oldSize: number, size: number): Promise<Uint8Array[]> {
  if (oldSize === 0 || oldSize === size) return [];
  return consistencyProofFromTiles(sha256, oldSize, size, readTilesOf(tx, logId));
}

async function post(
  target: AnchorTarget,
  body: string,
  { settings }: Pick<Services, 'settings'>,
): Promise<ExchangeAnswer> {
  const url = `${target.address.replace(/\/{1,9}$/, '')}/add-checkpoint`;
  const request = {
    method: 'POST',
    url,
    body: Uint8Array.from(utf8(body)),
    contentType: 'text/plain',
  } as const;
  return exchange({ ...request, timeoutMs, answerSizeMaxBytes }, settings.fetch);
}

/** The line of the answer that the witness's own key signed; lines by other keys are passed over. */
function cosignedBy(vkey: Vkey, checkpoint: StoredCheckpoint, body: string): Confirmation {
  const [cosigned] = cosignaturesOf(vkey, checkpoint, body);
  if (cosigned === undefined) {
    throw new AnchorProblem('it answered without a valid cosignature by the key that is set for it');
  }
  const at = new Date(cosigned.timeSeconds * 1_000).toISOString();
  const receipt = Buffer.from(formatSignatureLine(cosigned.line));
  return { checkpoint, by: vkey.name, byInLedger: vkey.name, at, receipt };
}

function cosignaturesOf(
  vkey: Vkey,
  { note }: StoredCheckpoint,
  body: string,
): readonly VerifiedCosignature[] {
  try {
    return readCosignatures(parseNote(note).text, body, [vkey], ed25519Verify);
  } catch {
    // not signature lines, or a false one of this key: it confirms nothing
    return [];
  }
}

function sizeOf(answer: ExchangeAnswer): number | null {
  const text = answer.body.toString('utf8');
  return /^(?:0|[1-9]\d{0,14})\n$/.test(text) ? Number(text) : null;
}

async function refused(
  workspaceId: WorkspaceId,
  target: AnchorTarget,
  asked: CheckpointOfLog,
  { status }: ExchangeAnswer,
  services: AskServices,
): Promise<never> {
  const newestKey = asked.logKeys.at(-1);
  if (status === 409 || status === 422) await assertSameLog(workspaceId, target, asked, services);
  if (status === 404)
    throw new AnchorProblem(`it does not know this log: start it with \`--log ${newestKey}\``);
  if (status === 403)
    throw new AnchorProblem(`it knows another key of this log: start it with \`--log ${newestKey}\``);
  if (status === 422)
    throw new AnchorProblem('it says that the log did not only grow, and does not show what it saw before');
  throw new AnchorProblem(`it answered with status ${status}`);
}

export function witnessKey(target: AnchorTarget): Vkey {
  return parseVkey(sha256, target.verifierKey ?? '');
}
