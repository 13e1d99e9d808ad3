import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Services, Tx } from '../../platform/index.ts';
import type { Alias, DomainAlias } from './link-aliases.ts';

/** `former`: people who went from whole lists. */
export type AliasSide = 'person' | 'former' | 'account';

/** Derived, so that a restored backup compares by the same hashes. */
export function linkKey(tx: Tx, { keyring }: Pick<Services, 'keyring'>): KeyObject {
  return createSecretKey(keyring.derive(`links:${tx.workspaceId}`));
}

const hashBytes = 16;

export function aliasHash(key: KeyObject, { tier, text }: Alias | DomainAlias): Buffer {
  return createHmac('sha256', key).update(`${tier} ${text}`).digest().subarray(0, hashBytes);
}

export type AliasRow = { readonly subject: string; readonly hash: Buffer };

export async function aliasesOf(
  tx: Tx,
  side: AliasSide,
  subjects: readonly string[],
): Promise<readonly AliasRow[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<AliasRow>`
    select subject_id as subject, hash from link_alias
    where workspace_id = ${tx.workspaceId} and side = ${side} and subject_id = any(${subjects}::text[])`.execute(
    tx.db,
  );
  return rows;
}

/** Who shares one of these aliases on a side. */
export async function whoHas(
  tx: Tx,
  side: AliasSide,
  hashes: readonly Buffer[],
): Promise<readonly AliasRow[]> {
  if (hashes.length === 0) return [];
  const { rows } = await sql<AliasRow>`
    select subject_id as subject, hash from link_alias
    where workspace_id = ${tx.workspaceId} and side = ${side} and hash = any(${hashes}::bytea[])`.execute(
    tx.db,
  );
  return rows;
}

export async function changeAliases(
  tx: Tx,
  side: AliasSide,
  { added, removed }: { readonly added: readonly AliasRow[]; readonly removed: readonly AliasRow[] },
): Promise<void> {
  if (removed.length > 0) {
    await sql`
      delete from link_alias a using unnest(${removed.map(({ subject }) => subject)}::text[],
        ${removed.map(({ hash }) => hash)}::bytea[]) as old (subject_id, hash)
      where a.workspace_id = ${tx.workspaceId} and a.side = ${side} and a.subject_id = old.subject_id
        and a.hash = old.hash`.execute(tx.db);
  }
  if (added.length > 0) {
    await sql`
      insert into link_alias (workspace_id, side, hash, subject_id)
      select ${tx.workspaceId}, ${side}, hash, subject_id
      from unnest(${added.map(({ subject }) => subject)}::text[], ${added.map(({ hash }) => hash)}::bytea[])
        as made (subject_id, hash)
      on conflict do nothing`.execute(tx.db);
  }
}
