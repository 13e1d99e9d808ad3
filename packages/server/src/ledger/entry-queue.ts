import { refuse, type Services, type WorkspaceId } from '../platform/index.ts';
import { BatchKeys } from './batch-keys.ts';
import type { Appended, EntryInput } from './entry-input.ts';
import { writeBatch } from './write-batch.ts';

export type RecordServices = Pick<Services, 'database' | 'clock' | 'ids' | 'keyring' | 'dataKeys'>;

export type Waiting = {
  readonly input: EntryInput;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (reason: unknown) => void;
};

const waitingMax = 16_384;
const batchEntriesMax = 1_024;
/** One batch holds the row while the next one is prepared; more would only make both smaller. */
const batchesMax = 2;
/** So many must wait before a batch is prepared beside another: smaller ones cost more in round trips than they win. */
const besideMin = 256;

/** What waits to be written down in one workspace. Nothing hangs: every batch ends, and tells all who are in it how. */
export class EntryQueue {
  readonly #workspaceId: WorkspaceId;
  readonly #services: RecordServices;
  readonly #keys: BatchKeys;
  readonly #batches = new Set<Promise<void>>();
  #waiting: Waiting[] = [];

  constructor(workspaceId: WorkspaceId, services: RecordServices) {
    this.#workspaceId = workspaceId;
    this.#services = services;
    this.#keys = new BatchKeys(workspaceId, services);
  }

  add(input: EntryInput): Promise<Appended> {
    const { promise, resolve, reject } = Promise.withResolvers<Appended>();
    if (this.#waiting.length >= waitingMax) {
      return Promise.resolve().then(() =>
        refuse('ledger-busy', 'too many entries wait to be written down already'),
      );
    }
    this.#waiting.push({ input, resolve, reject });
    this.#start();
    return promise;
  }

  /** Resolves when everything handed in before has been answered. */
  async settled(): Promise<void> {
    while (this.#batches.size > 0) await Promise.all(this.#batches);
  }

  #start(): void {
    if (this.#batches.size >= batchesMax) return;
    if (this.#waiting.length < (this.#batches.size === 0 ? 1 : besideMin)) return;
    const batch = this.#run().finally(() => {
      this.#batches.delete(batch);
      this.#start();
    });
    this.#batches.add(batch);
  }

  async #run(): Promise<void> {
    // After this turn: whoever hands in at the same moment is in the same batch.
    await new Promise(setImmediate);
    const batch = this.#waiting.slice(0, batchEntriesMax);
    this.#waiting = this.#waiting.slice(batch.length);
    const rest = await writeBatch(this.#workspaceId, batch, this.#keys, this.#services);
    if (rest.length > 0) this.#waiting.unshift(...rest);
  }
}
