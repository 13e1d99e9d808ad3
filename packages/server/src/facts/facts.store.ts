import { sql } from 'kysely';
import {
  type BinaryValue,
  binaryBigint,
  binaryInstant,
  binaryJson,
  binaryText,
  binaryUuid,
  copyRows,
  type Tx,
} from '../platform/index.ts';

export type FactRow = {
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
  readonly connection: string;
  readonly position: number;
  readonly value: unknown;
  readonly occurredAt: string | null;
  readonly observedAt: string;
};

type Ended = Pick<FactRow, 'kind' | 'scope' | 'key' | 'connection' | 'position'>;

export async function insertFacts(tx: Tx, facts: readonly FactRow[]): Promise<void> {
  const workspace = binaryUuid(tx.workspaceId ?? '');
  const rows = facts.map((fact): BinaryValue[] => [
    workspace,
    binaryText(fact.kind),
    binaryText(fact.scope),
    binaryText(fact.key),
    binaryText(fact.connection),
    binaryBigint(fact.position),
    binaryJson(fact.value),
    fact.occurredAt === null ? null : binaryInstant(fact.occurredAt),
    binaryInstant(fact.observedAt),
  ]);
  const columns = 'workspace_id kind scope key connection_id position value occurred_at observed_at'.split(
    ' ',
  );
  await copyRows(tx.client, 'fact', columns, rows);
}

/** Ends what was known of these items before: replaced by, or stated absent at, the position given with each. */
export async function supersedeFacts(tx: Tx, ended: readonly Ended[], isGone: boolean): Promise<void> {
  if (ended.length === 0) return;
  await sql`
    update fact set superseded_position = made.position, is_gone = ${isGone}
    from unnest(${ended.map((row) => row.kind)}::text[], ${ended.map((row) => row.scope)}::text[],
      ${ended.map((row) => row.key)}::text[], ${ended.map((row) => row.connection)}::text[],
      ${ended.map((row) => row.position)}::bigint[]) as made (kind, scope, key, connection_id, position)
    where fact.workspace_id = ${tx.workspaceId} and fact.kind = made.kind and fact.scope = made.scope
      and fact.key = made.key and fact.connection_id = made.connection_id
      and fact.superseded_position is null and fact.position < made.position`.execute(tx.db);
}

export type FactHistoryRow = {
  readonly connection: string;
  readonly position: number;
  readonly supersededPosition: number | null;
  readonly isGone: boolean;
  readonly value: unknown;
  readonly observedAt: string;
};

/** Everything ever known of one item, newest first. */
export async function readHistory(
  tx: Tx,
  item: { readonly kind: string; readonly scope: string; readonly key: string },
  limit: number,
): Promise<readonly FactHistoryRow[]> {
  const { rows } = await sql<FactHistoryRow>`
    select connection_id as connection, position, superseded_position as "supersededPosition", is_gone as "isGone",
      value, observed_at as "observedAt"
    from fact where workspace_id = ${tx.workspaceId} and kind = ${item.kind} and scope = ${item.scope}
      and key = ${item.key} order by position desc limit ${limit}`.execute(tx.db);
  return rows;
}

export async function readCursor(tx: Tx): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select position from fact_cursor where workspace_id = ${tx.workspaceId} for update`.execute(tx.db);
  return rows[0]?.position ?? 0;
}

export async function moveCursor(tx: Tx, position: number): Promise<void> {
  await sql`
    insert into fact_cursor (workspace_id, position) values (${tx.workspaceId}, ${position})
    on conflict (workspace_id) do update set position = excluded.position`.execute(tx.db);
}
