import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type StoredConnection = {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  readonly description: string;
  /** Without secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sealedSecrets: Buffer | null;
  readonly createdAt: string;
};

const columns = sql`connection_id as id, connector, name, description, settings,
  sealed_secrets as "sealedSecrets", created_at as "createdAt"`;

export async function insertConnection(tx: Tx, connection: StoredConnection): Promise<boolean> {
  const result = await sql`
    insert into connection (workspace_id, connection_id, connector, name, description, settings, sealed_secrets, created_at)
    values (${tx.workspaceId}, ${connection.id}, ${connection.connector}, ${connection.name},
      ${connection.description}, ${JSON.stringify(connection.settings)}, ${connection.sealedSecrets},
      ${connection.createdAt})
    on conflict do nothing`.execute(tx.db);
  return result.numAffectedRows === 1n;
}

/** Gives an existing connection other settings, e.g. next month's file. */
export async function updateSettings(
  tx: Tx,
  { id, settings, sealedSecrets }: Pick<StoredConnection, 'id' | 'settings' | 'sealedSecrets'>,
): Promise<void> {
  await sql`
    update connection set settings = ${JSON.stringify(settings)}, sealed_secrets = ${sealedSecrets}
    where workspace_id = ${tx.workspaceId} and connection_id = ${id}`.execute(tx.db);
}

export async function findConnection(tx: Tx, id: string): Promise<StoredConnection | null> {
  const { rows } = await sql<StoredConnection>`
    select ${columns} from connection where workspace_id = ${tx.workspaceId} and connection_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function findConnectionLike(
  tx: Tx,
  connector: string,
  description: string,
): Promise<StoredConnection | null> {
  const { rows } = await sql<StoredConnection>`
    select ${columns} from connection
    where workspace_id = ${tx.workspaceId} and connector = ${connector} and description = ${description}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** Oldest first. Bounded: links to systems are made by hand. */
export async function listConnections(tx: Tx): Promise<readonly StoredConnection[]> {
  const { rows } = await sql<StoredConnection>`
    select ${columns} from connection where workspace_id = ${tx.workspaceId}
    order by connection_id limit 1000`.execute(tx.db);
  return rows;
}
