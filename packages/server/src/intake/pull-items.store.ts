import { sql } from 'kysely';
import {
  type BinaryValue,
  binaryInstant,
  binaryJson,
  binaryText,
  binaryUuid,
  copyRows,
  type Tx,
} from '../platform/index.ts';

export type ItemState = 'new' | 'changed' | 'same' | 'gone';

export type PullItem = {
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
  readonly state: ItemState;
  readonly contentHash: Buffer;
  readonly commitment: Buffer | null;
  readonly occurredAt: string | null;
  readonly value: unknown;
};

export type KnownItem = { readonly key: string; readonly contentHash: Buffer; readonly commitment: Buffer };

type Population = { readonly kind: string; readonly scope: string };

export type FoundItems = {
  /** Last recorded from this connection. */
  readonly known: readonly KnownItem[];
  /** Staged by this pull before. */
  readonly staged: readonly Omit<KnownItem, 'commitment'>[];
};

/** What is known of these keys, in one question: each batch of a pull asks it. */
export async function findItems(
  tx: Tx,
  { pullId, connection }: { readonly pullId: string; readonly connection: string },
  population: Population,
  keys: readonly string[],
): Promise<FoundItems> {
  const place = sql`workspace_id = ${tx.workspaceId} and kind = ${population.kind} and scope = ${population.scope}
    and key = any(${keys}::text[])`;
  const { rows } = await sql<KnownItem & { isStaged: boolean }>`
    select key, content_hash as "contentHash", commitment, false as "isStaged" from snapshot_item
    where ${place} and connection_id = ${connection}
    union all
    select key, content_hash, commitment, true from pull_item where ${place} and pull_id = ${pullId}`.execute(
    tx.db,
  );
  return { known: rows.filter((row) => !row.isStaged), staged: rows.filter((row) => row.isStaged) };
}

export async function stageItems(tx: Tx, pullId: string, items: readonly PullItem[]): Promise<void> {
  const shared = [binaryUuid(tx.workspaceId ?? ''), binaryText(pullId)] as const;
  const rows = items.map((item): BinaryValue[] => [
    ...shared,
    binaryText(item.kind),
    binaryText(item.scope),
    binaryText(item.key),
    binaryText(item.state),
    item.contentHash,
    item.commitment,
    item.occurredAt === null ? null : binaryInstant(item.occurredAt),
    item.value === null ? null : binaryJson(item.value),
  ]);
  const columns = 'workspace_id pull_id kind scope key state content_hash commitment occurred_at value'.split(
    ' ',
  );
  await copyRows(tx.client, 'pull_item', columns, rows);
}

/** Stages everything this connection once listed and this complete pull did not, as gone or as it was. Answers how many. */
export async function stageUnseenItems(
  tx: Tx,
  pullId: string,
  connection: string,
  population: Population & { readonly state: 'gone' | 'same' },
): Promise<number> {
  // Two long lists in the same order: without statistics the planner may take them for short ones and nest loops.
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx.db);
  const result = await sql`
    insert into pull_item (workspace_id, pull_id, kind, scope, key, state, content_hash, commitment)
    select known.workspace_id, ${pullId}, known.kind, known.scope, known.key, ${population.state}, known.content_hash,
      known.commitment
    from snapshot_item known
    where known.workspace_id = ${tx.workspaceId} and known.connection_id = ${connection}
      and known.kind = ${population.kind} and known.scope = ${population.scope}
      and not exists (select from pull_item seen where seen.workspace_id = known.workspace_id
        and seen.pull_id = ${pullId} and seen.kind = known.kind and seen.scope = known.scope and seen.key = known.key)`.execute(
    tx.db,
  );
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(tx.db);
  return Number(result.numAffectedRows ?? 0n);
}

/** How many items this pull holds of a population, those it found gone aside. */
export async function countStagedItems(tx: Tx, pullId: string, population: Population): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    select count(*) as items from pull_item
    where workspace_id = ${tx.workspaceId} and pull_id = ${pullId} and kind = ${population.kind}
      and scope = ${population.scope} and state <> 'gone'`.execute(tx.db);
  return rows[0]?.items ?? 0;
}

export type ItemToWrite = Population & {
  readonly key: string;
  readonly state: 'new' | 'changed' | 'gone';
  readonly occurredAt: string | null;
  readonly value: unknown;
};

/** The staged items of a population that are not in the ledger yet, in C order of their keys, a page after `after`. */
export async function nextItemsToWrite(
  tx: Tx,
  pullId: string,
  population: Population,
  after: string,
  limit: number,
): Promise<readonly ItemToWrite[]> {
  const { rows } = await sql<ItemToWrite>`
    select kind, scope, key, state, occurred_at as "occurredAt", value from pull_item
    where workspace_id = ${tx.workspaceId} and pull_id = ${pullId} and kind = ${population.kind}
      and scope = ${population.scope} and state <> 'same' and position is null and key > ${after}
    order by key limit ${limit}`.execute(tx.db);
  return rows;
}

/**
 * Notes where these items stand in the ledger. The places travel as one object, so that each row is found through the
 * index: a join with a list is at the mercy of statistics that a staging table never has.
 */
export async function markWritten(
  tx: Tx,
  pullId: string,
  population: Population,
  written: readonly { readonly key: string; readonly position: number; readonly commitment: Buffer }[],
): Promise<void> {
  const keys = written.map((row) => row.key);
  const positions = Object.fromEntries(written.map((row) => [row.key, row.position]));
  const commitments = Object.fromEntries(written.map((row) => [row.key, row.commitment.toString('base64')]));
  await sql`
    update pull_item set position = (${JSON.stringify(positions)}::jsonb ->> key)::bigint,
      commitment = decode(${JSON.stringify(commitments)}::jsonb ->> key, 'base64')
    where workspace_id = ${tx.workspaceId} and pull_id = ${pullId} and kind = ${population.kind}
      and scope = ${population.scope} and key = any(${keys}::text[])`.execute(tx.db);
}

export type SnapshotPair = { readonly key: string; readonly commitment: Buffer };

/** The pull's items and commitments in C order of their keys, a page after `after`. */
export async function readSnapshotPage(
  tx: Tx,
  pullId: string,
  population: Population,
  after: string,
  limit: number,
): Promise<readonly SnapshotPair[]> {
  const { rows } = await sql<SnapshotPair>`
    select key, commitment from pull_item
    where workspace_id = ${tx.workspaceId} and pull_id = ${pullId} and kind = ${population.kind}
      and scope = ${population.scope} and state <> 'gone' and key > ${after}
    order by key limit ${limit}`.execute(tx.db);
  return rows;
}

/** Makes the pull's items the last recorded state of its connection. */
export async function adoptSnapshot(
  tx: Tx,
  pullId: string,
  connection: string,
  population: Population,
): Promise<void> {
  const here = sql`item.workspace_id = ${tx.workspaceId} and item.pull_id = ${pullId}
    and item.kind = ${population.kind} and item.scope = ${population.scope}`;
  await sql`
    insert into snapshot_item
      (workspace_id, connection_id, kind, scope, key, content_hash, commitment, position)
    select workspace_id, ${connection}, kind, scope, key, content_hash, commitment, position
    from pull_item item where ${here} and state in ('new', 'changed')
    on conflict (workspace_id, connection_id, kind, scope, key) do update
      set content_hash = excluded.content_hash, commitment = excluded.commitment,
        position = excluded.position`.execute(tx.db);
  await forgetGoneItems(tx, pullId, connection, population);
}

const goneKeysMax = 5_000;

async function forgetGoneItems(
  tx: Tx,
  pullId: string,
  connection: string,
  population: Population,
): Promise<void> {
  const place = sql`workspace_id = ${tx.workspaceId} and kind = ${population.kind} and scope = ${population.scope}`;
  for (let after = ''; ; ) {
    const { rows } = await sql<{ key: string }>`
      select key from pull_item where ${place} and pull_id = ${pullId} and state = 'gone' and key > ${after}
      order by key limit ${goneKeysMax}`.execute(tx.db);
    const keys = rows.map((row) => row.key);
    const last = keys.at(-1);
    if (last === undefined) return;
    await sql`
      delete from snapshot_item
      where ${place} and connection_id = ${connection} and key = any(${keys}::text[])`.execute(tx.db);
    after = last;
  }
}

/** Forgets what a pull staged. */
export async function clearStaging(tx: Tx, pullId: string): Promise<void> {
  await sql`delete from pull_item where workspace_id = ${tx.workspaceId} and pull_id = ${pullId}`.execute(
    tx.db,
  );
  await sql`delete from pull_identity where workspace_id = ${tx.workspaceId} and pull_id = ${pullId}`.execute(
    tx.db,
  );
}
