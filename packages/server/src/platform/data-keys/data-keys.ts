import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import type { Tx } from '../database.ts';
import type { Keyring } from '../keyring.ts';
import type { WorkspaceId } from '../workspace-id.ts';

/** One key of payloads. `id` is a UUID and no secret. */
export type DataKey = {
  readonly id: string;
  /** As it is stored; what was sealed before payloads had `own` is opened with it. */
  readonly key: KeyObject;
  /** Of the transaction's workspace alone; payloads are sealed under it. */
  readonly own?: KeyObject;
};

/** A shared key seals at most so many payloads, for at most so long; then the next one is made. */
export const sharedPayloadsMax = 4_096;
export const sharedAgeMaxMs = 3_600_000;

/**
 * The keys that payloads are sealed under, each kept wrapped under the master key. Destroying a key erases its payloads in
 * every copy of them. Keys belong to the workspace of the transaction; all calls refuse with `keys-missing` while the
 * master key is missing, except `settle`, `find` of nothing, `retire`, `release` and `areUsable`.
 */
export interface DataKeys {
  readonly kept: 'file' | 'database';
  /**
   * The keys of these subjects, made where they are missing. A key handed out is durable already, whatever becomes of the
   * transaction. Throws `subject-erased` for a subject whose key was destroyed: it never gets another one.
   */
  ofSubjects(tx: Tx, subjects: readonly string[]): Promise<ReadonlyMap<string, DataKey>>;
  /** A durable key for this many payloads without a subject. More than `sharedPayloadsMax` get a key of their own. */
  shared(tx: Tx, payloads: number): Promise<DataKey>;
  /** Keys by id; an id whose key was destroyed is absent from the answer. */
  find(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, DataKey>>;
  /**
   * Marks keys as destroyed in the transaction; they are gone for good after its commit and `settle`. Retire them first.
   * The file's keys stay readable until then.
   */
  destroy(tx: Tx, ids: readonly string[]): Promise<void>;
  /** From now on nothing more is sealed under these keys; what is being sealed meets `areUsable`. */
  retire(ids: readonly string[]): void;
  /**
   * Takes one `retire` back after a destruction that failed, for the keys that were not destroyed all the same: where the
   * answer to a commit was lost, or another destruction goes on, a key stays retired. Nothing may be under way any more
   * that could still commit the failed one.
   */
  release(tx: Tx, ids: readonly string[]): Promise<void>;
  /**
   * Whether payloads sealed under these keys may still be written. Asked with the log's row held: false means that one was
   * destroyed while the writer waited, so it seals again under another.
   */
  areUsable(tx: Tx, ids: readonly string[]): Promise<boolean>;
  /** Destroys what committed transactions marked. Safe to repeat; called after each erasure and at every start. */
  settle(): Promise<void>;
  /** Keys of people destroyed on this machine, also where the data came back from a backup that does not know of it. */
  destroyedSubjects(): readonly string[];
  /** Whether those are kept apart from the data and its backups. */
  remembersSubjects(): boolean;
  /**
   * Seals the keys of the file that are under the master key of this number again, under the present one; answers how many.
   * Safe to repeat and to stop anywhere. Keys in a table are sealed values like others and are no concern of this.
   */
  sealAnew(number: number): Promise<number>;
  close(): Promise<void>;
}

/** The one id a subject's key can have; from pseudonyms alone, so it is known also without the master key. */
export function subjectKeyId(workspaceId: WorkspaceId | null, subject: string): string {
  if (workspaceId === null) throw new Error('a data key belongs to a workspace');
  const hash = createHash('sha256').update(`daybook data key\n${workspaceId}\n${subject}\n`).digest();
  // RFC 9562 section 5.8: a UUID of our own making.
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A subject's key, by the form of its id; every other key has a UUID of another version. */
export function isSubjectKeyId(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id);
}

export function wrapDataKey(keyring: Keyring, { id, key }: DataKey): Buffer {
  return keyring.seal(key.export(), `data-key:${id}`);
}

export function unwrapDataKey(keyring: Keyring, id: string, wrapped: Uint8Array): DataKey {
  return { id, key: createSecretKey(keyring.open(wrapped, `data-key:${id}`)) };
}
