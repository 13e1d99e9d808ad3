import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type FileMapping = {
  readonly fingerprint: string;
  readonly connector: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly savedBy: string;
  readonly savedAt: string;
};

const mappingsMax = 500;
const columns = sql`fingerprint, connector, name, settings, saved_by as "savedBy", saved_at as "savedAt"`;

export async function findFileMapping(tx: Tx, fingerprint: string): Promise<FileMapping | null> {
  const { rows } = await sql<FileMapping>`
    select ${columns} from file_mapping
    where workspace_id = ${tx.workspaceId} and fingerprint = ${fingerprint}`.execute(tx.db);
  return rows[0] ?? null;
}

/** The newest first. Bounded: each was made by hand. */
export async function listFileMappings(tx: Tx): Promise<readonly FileMapping[]> {
  const { rows } = await sql<FileMapping>`
    select ${columns} from file_mapping where workspace_id = ${tx.workspaceId}
    order by saved_at desc, fingerprint limit ${mappingsMax}`.execute(tx.db);
  return rows;
}

export async function putFileMapping(tx: Tx, mapping: FileMapping): Promise<void> {
  const { fingerprint, connector, name, settings, savedBy, savedAt } = mapping;
  await sql`
    insert into file_mapping (workspace_id, fingerprint, connector, name, settings, saved_by, saved_at)
    values (${tx.workspaceId}, ${fingerprint}, ${connector}, ${name}, ${JSON.stringify(settings)}, ${savedBy}, ${savedAt})
    on conflict (workspace_id, fingerprint) do update
      set connector = excluded.connector, name = excluded.name, settings = excluded.settings,
        saved_by = excluded.saved_by, saved_at = excluded.saved_at`.execute(tx.db);
}

export async function dropFileMapping(tx: Tx, fingerprint: string): Promise<boolean> {
  const result = await sql`
    delete from file_mapping where workspace_id = ${tx.workspaceId} and fingerprint = ${fingerprint}`.execute(
    tx.db,
  );
  return result.numAffectedRows === 1n;
}
