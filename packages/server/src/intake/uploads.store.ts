import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type Upload = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Where the file lies on this machine; never shown. */
  readonly path: string;
  /** Who handed it over, `sub_…`; null where that was not yet written down. */
  readonly by: string | null;
};

export async function insertUpload(tx: Tx, upload: Upload, now: string): Promise<void> {
  await sql`
    insert into upload (workspace_id, upload_id, name, bytes, path, uploaded_by, created_at)
    values (${tx.workspaceId}, ${upload.id}, ${upload.name}, ${upload.bytes}, ${upload.path}, ${upload.by}, ${now})`.execute(
    tx.db,
  );
}

/** The upload whose copy lies there, with the instant it was handed over. */
export async function findUploadAt(tx: Tx, path: string): Promise<{ readonly createdAt: string } | null> {
  const { rows } = await sql<{ createdAt: string }>`
    select created_at as "createdAt" from upload
    where workspace_id = ${tx.workspaceId} and path = ${path}`.execute(tx.db);
  return rows[0] ?? null;
}

export async function findUpload(tx: Tx, id: string): Promise<Upload | null> {
  const { rows } = await sql<Upload>`
    select upload_id as id, name, bytes, path, uploaded_by as by from upload
    where workspace_id = ${tx.workspaceId} and upload_id = ${id}`.execute(tx.db);
  return rows[0] ?? null;
}
