import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type IdentityRow = {
  readonly valuesHash: Buffer;
  readonly lookupHash: Buffer;
  readonly subjectId: string;
};

/** Beside it, of somebody on a list of people, the number by which the list knows them. */
export type NumberedRow = IdentityRow & { readonly numberHash?: Buffer | null };

const columns = sql`values_hash as "valuesHash", lookup_hash as "lookupHash", subject_id as "subjectId"`;

/** The recorded identities whose values are exactly these. */
export async function findByValues(tx: Tx, valuesHashes: readonly Buffer[]): Promise<readonly IdentityRow[]> {
  if (valuesHashes.length === 0) return [];
  const { rows } = await sql<IdentityRow>`
    select ${columns} from subject_identity
    where workspace_id = ${tx.workspaceId} and values_hash = any(${valuesHashes}::bytea[])`.execute(tx.db);
  return rows;
}

/** What is known of whom these look-up hashes name: recorded identities, and those staged by this pull. */
export async function findByLookup(
  tx: Tx,
  pullId: string,
  lookupHashes: readonly Buffer[],
): Promise<readonly IdentityRow[]> {
  if (lookupHashes.length === 0) return [];
  const { rows } = await sql<IdentityRow>`
    select ${columns} from subject_identity
      where workspace_id = ${tx.workspaceId} and lookup_hash = any(${lookupHashes}::bytea[])
    union all select ${columns} from pull_identity
      where workspace_id = ${tx.workspaceId} and pull_id = ${pullId} and lookup_hash = any(${lookupHashes}::bytea[])`.execute(
    tx.db,
  );
  return rows;
}

/**
 * Whom a list of people knew by these numbers when it was last read, and does not hold as they were by now: of each number the
 * one and only person who ever had it.
 */
export async function findByNumber(
  tx: Tx,
  list: { readonly pullId: string; readonly connection: string; readonly scope: string },
  numbers: readonly Buffer[],
): Promise<readonly { readonly numberHash: Buffer; readonly subjectId: string }[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ numberHash: Buffer; subjectId: string }>`
    with known as (
      select number_hash, min(subject_id) as subject from subject_identity
      where workspace_id = ${tx.workspaceId} and number_hash = any(${numbers}::bytea[])
      group by number_hash having count(distinct subject_id) = 1)
    select number_hash as "numberHash", subject as "subjectId" from known
    where exists (select from snapshot_item s where s.workspace_id = ${tx.workspaceId}
        and s.connection_id = ${list.connection} and s.kind = 'person' and s.scope = ${list.scope} and s.key = subject)
      and not exists (select from pull_item p where p.workspace_id = ${tx.workspaceId} and p.pull_id = ${list.pullId}
        and p.kind = 'person' and p.scope = ${list.scope} and p.key = subject)
      and not exists (select from pull_identity i where i.workspace_id = ${tx.workspaceId}
        and i.pull_id = ${list.pullId} and i.subject_id = subject)`.execute(tx.db);
  return rows;
}

export async function stageIdentities(
  tx: Tx,
  pullId: string,
  rows: readonly (NumberedRow & { readonly sealed: Buffer })[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into pull_identity (workspace_id, pull_id, values_hash, lookup_hash, subject_id, sealed, number_hash)
    select ${tx.workspaceId}, ${pullId}, values_hash, lookup_hash, subject_id, sealed, number_hash
    from unnest(${rows.map((row) => row.valuesHash)}::bytea[], ${rows.map((row) => row.lookupHash)}::bytea[],
      ${rows.map((row) => row.subjectId)}::text[], ${rows.map((row) => row.sealed)}::bytea[],
      ${rows.map((row) => row.numberHash ?? null)}::bytea[])
      as made (values_hash, lookup_hash, subject_id, sealed, number_hash)
    on conflict do nothing`.execute(tx.db);
}

export type StagedIdentity = NumberedRow & { readonly sealed: Buffer };

/** The staged identities of a pull in order of their hashes, a page after `after`. */
export async function readStagedIdentities(
  tx: Tx,
  pullId: string,
  after: Buffer,
  limit: number,
): Promise<readonly StagedIdentity[]> {
  const { rows } = await sql<StagedIdentity>`
    select ${columns}, sealed, number_hash as "numberHash" from pull_identity
    where workspace_id = ${tx.workspaceId} and pull_id = ${pullId} and values_hash > ${after}
    order by values_hash limit ${limit}`.execute(tx.db);
  return rows;
}

export async function insertIdentities(
  tx: Tx,
  rows: readonly (NumberedRow & { readonly position: number })[],
): Promise<void> {
  await sql`
    insert into subject_identity (workspace_id, values_hash, lookup_hash, subject_id, position, number_hash)
    select ${tx.workspaceId}, values_hash, lookup_hash, subject_id, position, number_hash
    from unnest(${rows.map((row) => row.valuesHash)}::bytea[], ${rows.map((row) => row.lookupHash)}::bytea[],
      ${rows.map((row) => row.subjectId)}::text[], ${rows.map((row) => row.position)}::bigint[],
      ${rows.map((row) => row.numberHash ?? null)}::bytea[])
      as made (values_hash, lookup_hash, subject_id, position, number_hash)
    on conflict do nothing`.execute(tx.db);
}

/** Where the identities of these subjects are recorded, oldest first for each. */
export async function identityPositions(
  tx: Tx,
  subjects: readonly string[],
): Promise<readonly { readonly subjectId: string; readonly position: number }[]> {
  const { rows } = await sql<{ subjectId: string; position: number }>`
    select subject_id as "subjectId", position from subject_identity
    where workspace_id = ${tx.workspaceId} and subject_id = any(${subjects}::text[])
    order by position`.execute(tx.db);
  return rows;
}

/** Everyone of whom an identity is recorded, in order of their pseudonyms, a page after `after`. */
export async function listSubjects(tx: Tx, after: string, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select distinct subject_id as subject from subject_identity
    where workspace_id = ${tx.workspaceId} and subject_id > ${after} order by subject limit ${limit}`.execute(
    tx.db,
  );
  return rows.map((row) => row.subject);
}

/** Of whom an identity is recorded and whose pseudonym begins like this. */
export async function subjectsLike(tx: Tx, prefix: string): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select distinct subject_id as subject from subject_identity
    where workspace_id = ${tx.workspaceId} and starts_with(subject_id, ${prefix}) order by subject limit 10`.execute(
    tx.db,
  );
  return rows.map((row) => row.subject);
}

/** Of whom something was told after a position, in ledger order, at most so many; an empty answer is the end. */
export async function subjectsNamedSince(
  tx: Tx,
  position: number,
  limit: number,
): Promise<readonly { readonly subject: string; readonly position: number }[]> {
  const { rows } = await sql<{ subject: string; position: number }>`
    select subject_id as subject, position from subject_identity
    where workspace_id = ${tx.workspaceId} and position > ${position} order by position limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}
