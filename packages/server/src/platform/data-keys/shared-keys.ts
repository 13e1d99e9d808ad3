import type { Clock } from '../clock.ts';
import type { Tx } from '../database.ts';
import type { WorkspaceId } from '../workspace-id.ts';
import { type DataKey, sharedAgeMaxMs, sharedPayloadsMax } from './data-keys.ts';

type Lent = { readonly key: DataKey; readonly until: number; left: number };

/** Hands out one key a workspace until it has sealed enough or is old enough; `make` must return a durable one. */
export class SharedKeys {
  readonly #clock: Clock;
  readonly #make: (tx: Tx) => Promise<DataKey>;
  readonly #lent = new Map<WorkspaceId | null, Promise<Lent>>();

  constructor(clock: Clock, make: (tx: Tx) => Promise<DataKey>) {
    this.#clock = clock;
    this.#make = make;
  }

  async take(tx: Tx, payloads: number): Promise<DataKey> {
    if (payloads > sharedPayloadsMax) return this.#make(tx);
    for (;;) {
      const waiting = this.#lent.get(tx.workspaceId);
      const lent = await waiting;
      if (lent !== undefined && lent.left >= payloads && Date.parse(this.#clock.now()) < lent.until) {
        lent.left -= payloads;
        return lent.key;
      }
      if (this.#lent.get(tx.workspaceId) === waiting) this.#replace(tx);
    }
  }

  /** Nothing more is sealed under these. */
  forget(ids: ReadonlySet<string>): void {
    for (const [workspaceId, waiting] of this.#lent) {
      void waiting.then(
        ({ key }) => {
          if (ids.has(key.id) && this.#lent.get(workspaceId) === waiting) this.#lent.delete(workspaceId);
        },
        () => undefined,
      );
    }
  }

  #replace(tx: Tx): void {
    const until = Date.parse(this.#clock.now()) + sharedAgeMaxMs;
    const made = this.#make(tx).then((key): Lent => ({ key, until, left: sharedPayloadsMax }));
    this.#lent.set(tx.workspaceId, made);
    made.catch(() => {
      if (this.#lent.get(tx.workspaceId) === made) this.#lent.delete(tx.workspaceId);
    });
  }
}
