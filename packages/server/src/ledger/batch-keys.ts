import type { DataKey, WorkspaceId } from '../platform/index.ts';
import type { EntryInput } from './entry-input.ts';
import type { RecordServices } from './entry-queue.ts';
import { keysFor, type PayloadKeys, sharedKey, usesSharedKey } from './payload-keys.ts';

const payloadsPerKeyMax = 4_096;
const keyAgeMaxMs = 3_600_000;

/** A key in hand for the payloads of many small batches, so that a batch seldom waits for one. */
export class BatchKeys {
  readonly #workspaceId: WorkspaceId;
  readonly #services: RecordServices;
  #held: { readonly key: DataKey; left: number; readonly until: number } | null = null;

  constructor(workspaceId: WorkspaceId, services: RecordServices) {
    this.#workspaceId = workspaceId;
    this.#services = services;
  }

  /** Durable keys for these inputs; at most `payloadsPerKeyMax` of them. */
  async take(inputs: readonly EntryInput[]): Promise<PayloadKeys> {
    const payloads = inputs.filter(usesSharedKey).length;
    const hasSubjects = inputs.some((input) => input.subject !== undefined);
    if (!hasSubjects && this.#isEnough(payloads))
      return { bySubject: new Map(), shared: this.#use(payloads) };
    return this.#services.database.withWorkspace(this.#workspaceId, async (tx) => {
      if (!this.#isEnough(payloads)) {
        const key = await sharedKey(tx, payloadsPerKeyMax, this.#services);
        this.#held = { key, left: payloadsPerKeyMax, until: this.#now() + keyAgeMaxMs };
      }
      const ofSubjects = inputs.filter((input) => input.subject !== undefined);
      const { bySubject } = await keysFor(tx, ofSubjects, this.#services);
      return { bySubject, shared: this.#use(payloads) };
    });
  }

  /** The key in hand may have been destroyed. */
  forget(): void {
    this.#held = null;
  }

  #isEnough(payloads: number): boolean {
    if (payloads === 0) return true;
    return this.#held !== null && this.#held.left >= payloads && this.#now() < this.#held.until;
  }

  #use(payloads: number): DataKey | null {
    if (payloads === 0 || this.#held === null) return null;
    this.#held.left -= payloads;
    return this.#held.key;
  }

  #now(): number {
    return Date.parse(this.#services.clock.now());
  }
}
