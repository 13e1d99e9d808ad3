import { sql } from 'kysely';
import { refuse } from '../errors.ts';
import type { WorkspaceId } from '../workspace-id.ts';
import { readMasterKeys } from './master-keys.store.ts';
import { type Rotation, type RotationParts, resumeRotation, rotateMasterKey } from './rotate-master-key.ts';

export type MasterKeyState = {
  readonly number: number;
  readonly fingerprint: string;
  readonly keptBy: 'file' | 'environment' | 'kms';
  /** Where it is, in words for people. */
  readonly source: string;
  readonly madeAt: string;
  /** True while values under the key before are being sealed anew. */
  readonly isBeingReplaced: boolean;
  /** Keys that only older backups need. Newest first. */
  readonly former: readonly { readonly fingerprint: string; readonly endedAt: string | null }[];
};

/** A master key that was replaced, for the ledgers that do not say so yet. */
export type ReplacedKey = {
  readonly number: number;
  readonly fingerprint: string;
  readonly endedAt: string;
  readonly told: readonly WorkspaceId[];
};

/** The master keys of an installation. One rotation at a time; whoever asks while one is under way waits for it. */
export interface MasterKeys {
  describe(): Promise<MasterKeyState>;
  /** Seals everything anew under a new master key, or goes on with a rotation that was interrupted. */
  rotate(): Promise<Rotation>;
  /** Goes on with a rotation that was interrupted; null when there is none. */
  resume(): Promise<Rotation | null>;
  listReplaced(): Promise<readonly ReplacedKey[]>;
  noteTold(number: number, workspaceId: WorkspaceId): Promise<void>;
}

export function createMasterKeys(parts: RotationParts): MasterKeys {
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.catch(() => undefined).then(work);
    last = next;
    return next;
  };
  return {
    describe: () => describe(parts),
    rotate: () => alone(() => rotateMasterKey(parts)),
    resume: () => alone(() => resumeRotation(parts)),
    listReplaced: () => listReplaced(parts),
    noteTold: (number, workspaceId) => noteTold({ number, workspaceId }, parts),
  };
}

async function describe({ database, keyServices }: RotationParts): Promise<MasterKeyState> {
  const keys = await database.withSystem('describe master keys', readMasterKeys);
  const current = keys.find(({ state }) => state === 'current');
  if (current === undefined) return refuse('keys-missing');
  const { number, fingerprint, keptBy, madeAt } = current;
  return {
    ...{ number, fingerprint, keptBy, madeAt },
    source: keyServices.byKind.get(keptBy)?.source ?? 'a key service that is not configured',
    isBeingReplaced: keys.some(({ state }) => state === 'retiring'),
    former: keys
      .filter(({ state }) => state === 'former')
      .map((key) => ({ fingerprint: key.fingerprint, endedAt: key.endedAt })),
  };
}

async function listReplaced({ database }: RotationParts): Promise<readonly ReplacedKey[]> {
  return database.withSystem('list replaced master keys', async (tx) => {
    const { rows } = await sql<ReplacedKey>`
      select number, fingerprint, ended_at as "endedAt", told_workspaces::text[] as told
      from master_key where state = 'former' order by ended_at, number`.execute(tx.db);
    return rows;
  });
}

async function noteTold(
  { number, workspaceId }: { readonly number: number; readonly workspaceId: WorkspaceId },
  { database }: RotationParts,
): Promise<void> {
  await database.withSystem('note that a ledger says it', async (tx) => {
    await sql`
      update master_key set told_workspaces = array_append(told_workspaces, ${workspaceId}::uuid)
      where number = ${number} and state = 'former'`.execute(tx.db);
  });
}
