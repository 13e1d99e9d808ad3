import type { Database, WorkspaceId } from '../platform/index.ts';
import { refuse } from '../platform/index.ts';
import type { Appended, EntryInput } from './entry-input.ts';
import { EntryQueue, type RecordServices } from './entry-queue.ts';

/** The queues of one open database, one for each workspace that has recorded something. */
type Recorder = { readonly queues: Map<WorkspaceId, EntryQueue>; isClosed: boolean };

/** Kept per open database, because callers hold only the platform's services and platform cannot know of entries. */
const recorders = new WeakMap<Database, Recorder>();

/**
 * Writes one entry down by group commit: what many callers of this process hand in at the same time goes into one
 * transaction. Resolves after the commit that holds the entry; rejects when the entry does not fit the format, alone,
 * or when its transaction could not commit, with the reason. For observations without a domain write of their own;
 * never from inside a transaction, which would wait for itself. Refuses with `ledger-busy` when too many wait already.
 */
export function record(
  workspaceId: WorkspaceId,
  input: EntryInput,
  services: RecordServices,
): Promise<Appended> {
  const recorder = recorders.get(services.database) ?? createRecorder(services.database);
  if (recorder.isClosed) return Promise.resolve().then(() => refuse('ledger-closed', 'Daybook is stopping'));
  let queue = recorder.queues.get(workspaceId);
  if (queue === undefined) {
    queue = new EntryQueue(workspaceId, services);
    recorder.queues.set(workspaceId, queue);
  }
  return queue.add(input);
}

function createRecorder(database: Database): Recorder {
  const recorder: Recorder = { queues: new Map(), isClosed: false };
  recorders.set(database, recorder);
  database.beforeClose(() => stopRecording({ database }));
  return recorder;
}

/** Writes down what waits, and refuses what comes later. Called before keys close, else when the database does. */
export async function stopRecording({ database }: Pick<RecordServices, 'database'>): Promise<void> {
  const recorder = recorders.get(database) ?? createRecorder(database);
  recorder.isClosed = true;
  await Promise.all([...recorder.queues.values()].map((queue) => queue.settled()));
}
