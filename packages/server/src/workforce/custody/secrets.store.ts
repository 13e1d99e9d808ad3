import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type FormerKnower = { readonly subject: string; readonly at: string };

/** A password or key that several people know; never what it is. */
export type StoredSecret = {
  /** `sec_…` */
  readonly id: string;
  readonly name: string;
  readonly system: string;
  readonly owner: string | null;
  readonly knownBy: readonly string[];
  /** Who knew it and was taken from the list without its being changed. */
  readonly formerlyKnownBy: readonly FormerKnower[];
  /** Null: never, or not known. */
  readonly rotatedAt: string | null;
  readonly isRotationKnown: boolean;
  readonly changedAt: string;
  readonly position: number;
};

/** What others need to know of a secret somebody knows. */
export type SecretView = {
  readonly id: string;
  readonly name: string;
  readonly system: string;
  readonly owner: string | null;
  readonly rotatedAt: string | null;
  readonly position: number;
};

const columns = sql`secret_id as id, name, system, owner, known_by as "knownBy",
  formerly_known_by as "formerlyKnownBy", rotated_at as "rotatedAt", is_rotation_known as "isRotationKnown",
  changed_at as "changedAt", position`;

export async function listSecrets(
  tx: Tx,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly StoredSecret[]> {
  const { rows } = await sql<StoredSecret>`
    select ${columns} from shared_secret where workspace_id = ${tx.workspaceId} and secret_id > ${after ?? ''}
    order by secret_id limit ${limit}`.execute(tx.db);
  return rows;
}

export async function findSecret(tx: Tx, id: string): Promise<StoredSecret | null> {
  const { rows } = await sql<StoredSecret>`
    select ${columns} from shared_secret
    where workspace_id = ${tx.workspaceId} and secret_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** Secrets this person knows, or knew when they were changed last. Reads all: they are registered by hand. */
export async function secretsKnownBy(tx: Tx, subject: string): Promise<readonly SecretView[]> {
  const { rows } = await sql<SecretView>`
    select secret_id as id, name, system, owner, rotated_at as "rotatedAt", position from shared_secret
    where workspace_id = ${tx.workspaceId} and (${subject} = any(known_by) or exists (
      select from jsonb_array_elements(formerly_known_by) former where former ->> 'subject' = ${subject}))
    order by secret_id`.execute(tx.db);
  return rows;
}

export async function saveSecret(tx: Tx, one: StoredSecret): Promise<void> {
  await sql`
    insert into shared_secret (workspace_id, secret_id, name, system, owner, known_by, formerly_known_by, rotated_at,
      is_rotation_known, changed_at, position)
    values (${tx.workspaceId}, ${one.id}, ${one.name}, ${one.system}, ${one.owner}, ${one.knownBy},
      ${JSON.stringify(one.formerlyKnownBy)}, ${one.rotatedAt}, ${one.isRotationKnown}, ${one.changedAt},
      ${one.position})
    on conflict (workspace_id, secret_id) do update set name = excluded.name, system = excluded.system,
      owner = excluded.owner, known_by = excluded.known_by, formerly_known_by = excluded.formerly_known_by,
      rotated_at = excluded.rotated_at, is_rotation_known = excluded.is_rotation_known,
      changed_at = excluded.changed_at, position = excluded.position`.execute(tx.db);
}

export async function countSecrets(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from shared_secret where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}
