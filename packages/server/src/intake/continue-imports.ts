import { SourceError } from '@daybook/kit';
import { takesEntries } from '../ledger/index.ts';
import { type Actor, describeError, Refusal, type Services, type WorkspaceId } from '../platform/index.ts';
import {
  endBatch,
  filesOf,
  findBatch,
  firstOpenBatch,
  type ImportBatch,
  type ImportFile,
  lockBatches,
  pullsOfFiles,
  saveFile,
} from './import-batches.store.ts';
import { connectionFor, fileOf, settingsOf } from './import-order.ts';
import type { PullError } from './population-report.ts';
import type { StoredPull } from './pulls.store.ts';
import { recordUnreadable } from './record-unreadable.ts';
import { claimPull } from './run-pull.ts';

/** A reading that a restart stopped is begun again so often, and no more. */
const attemptsMax = 3;
/** A file that was taken and not begun for so long was taken by a process that is gone. */
const silenceMaxMs = 120_000;

/**
 * Goes on with the files that wait, as far as it can now: one at a time, in the order they were handed over. Safe to call at any
 * time and from several processes; each file that ends calls it again.
 */
export async function continueImports(workspaceId: WorkspaceId, services: Services): Promise<void> {
  for (;;) {
    const taken = await takeNext(workspaceId, services);
    if (taken === null) return;
    if (!(await beginFile(taken, workspaceId, services))) return;
  }
}

type Taken = { readonly batch: ImportBatch; readonly file: ImportFile };

/** Settles what ended and takes the next file; null where one is still read, or none waits. */
function takeNext(workspaceId: WorkspaceId, services: Services): Promise<Taken | null> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    if (!isOpen(services) || !(await takesEntries(tx))) return null;
    await lockBatches(tx);
    for (;;) {
      const batch = await firstOpenBatch(tx);
      if (batch === null) return null;
      const files = await filesOf(tx, [batch.id]);
      const now = services.clock.now();
      const reading = files.filter(({ state }) => state === 'reading');
      const pulls = await pullsOfFiles(
        tx,
        reading.flatMap(({ pull }) => pull ?? []),
      );
      const settled = reading.map((file) => settle(file, pulls, now));
      for (const file of settled) await saveFile(tx, file);
      const stands = files.map((file) => settled.find(({ place }) => place === file.place) ?? file);
      if (stands.some(({ state }) => state === 'reading')) return null;
      const next = stands.find(({ state }) => state === 'waiting');
      if (next !== undefined) {
        const file: ImportFile = { ...next, state: 'reading', pull: null, begunAt: now };
        await saveFile(tx, file);
        return { batch, file };
      }
      await endBatch(tx, { ...batch, endedAt: now });
      services.live.publish(workspaceId, 'pulls');
    }
  });
}

/** Without its keys Daybook writes nothing down; what waits goes on once it has them. */
function isOpen({ keyring }: Services): boolean {
  try {
    keyring.assertOpen();
    return true;
  } catch {
    return false;
  }
}

/** What became of a file that was being read: from its pull alone. */
export function settle(file: ImportFile, pulls: readonly StoredPull[], now: string): ImportFile {
  const pull = pulls.find(({ id }) => id === file.pull);
  if (pull === undefined) {
    const isSilent = Date.parse(now) - Date.parse(file.begunAt ?? now) > silenceMaxMs;
    return isSilent ? { ...file, state: 'waiting', begunAt: null } : file;
  }
  if (pull.state === 'running') return file;
  if (pull.state === 'completed') {
    const isWhole = pull.populations.every(({ complete }) => complete);
    return { ...file, state: isWhole ? 'read' : 'partly' };
  }
  // Neither the file nor anybody said no: Daybook itself stopped.
  const wasInterrupted = pull.state !== 'failed' && !file.isStopped;
  if (wasInterrupted && file.attempts < attemptsMax) {
    return { ...file, state: 'waiting', pull: null, begunAt: null };
  }
  return { ...file, state: file.isStopped ? 'cancelled' : 'failed' };
}

/** True where the file is done with at once, so that the next one can begin; a reading that began calls again when it ends. */
async function beginFile({ batch, file }: Taken, workspaceId: WorkspaceId, services: Services) {
  const save = (change: Partial<ImportFile>) =>
    services.database.withWorkspace(workspaceId, (tx) => saveFile(tx, { ...file, ...change }));
  try {
    await readFile({ batch, file }, workspaceId, services);
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'pull-running') {
      await save({ state: 'waiting', begunAt: null });
      return false;
    }
    await save({ state: 'failed', ...(await failureOf(error, { batch, file }, workspaceId, services)) });
    services.live.publish(workspaceId, 'pulls');
    return true;
  }
}

async function readFile({ batch, file }: Taken, workspaceId: WorkspaceId, services: Services): Promise<void> {
  const { connector } = batch;
  const { upload, connection } = file;
  const order = { connector, upload, ...(connection !== null && { connection }) };
  const { path, name } = await fileOf(workspaceId, order, services);
  const { settings, knownAs } = await settingsOf(order, { path, workspaceId }, services);
  const actor = actorOf(batch);
  const pull = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockBatches(tx);
    const now = await findBatch(tx, batch.id);
    if (now?.cancelledAt !== null) {
      await saveFile(tx, { ...file, state: 'cancelled', isStopped: true });
      return null;
    }
    const read = await connectionFor(tx, { order, settings, name, actor }, services);
    const onEnd = () => continueImports(workspaceId, services);
    const claimed = await claimPull(tx, { workspaceId, connection: read, actor, onEnd }, services);
    await saveFile(tx, { ...file, pull: claimed.id, knownAs, attempts: file.attempts + 1 });
    return claimed;
  });
  if (pull === null) return continueImports(workspaceId, services);
  pull.begin();
  services.live.publish(workspaceId, 'pulls');
}

/** What is wrong with the file itself is written down as a failed reading; what we refuse is said beside the file. */
async function failureOf(
  error: unknown,
  { batch, file }: Taken,
  workspaceId: WorkspaceId,
  services: Services,
): Promise<Pick<ImportFile, 'pull' | 'error'>> {
  if (error instanceof SourceError) {
    const { code, message, hint } = error;
    const { connector } = batch;
    const connection = file.connection ?? undefined;
    const unreadable = { workspaceId, connector, connection, error, actor: actorOf(batch) };
    // Where another reading runs just now the words stand beside the file alone.
    const pull = await recordUnreadable(unreadable, services).catch(() => null);
    return { pull, error: { code, message, hint } };
  }
  return { pull: null, error: refusalOf(error, services) };
}

function refusalOf(error: unknown, services: Services): PullError {
  if (error instanceof Refusal) return { code: error.code, message: error.message, hint: error.hint };
  services.log.error({ error: describeError(error) }, 'a file could not be begun');
  const message = 'the file could not be read because of an error on our side';
  return { code: 'internal', message, hint: 'see the log of the server, and report it' };
}

function actorOf({ actorKind, orderedBy }: ImportBatch): Actor {
  return { kind: actorKind, id: orderedBy, userId: null, label: orderedBy };
}
