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

type Ended = Pick<FactRow, 'kind' | 'scope' | 'key' | 'connection' | 'position' | 'observedAt'>;

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
  for (const group of inPopulations(ended)) await supersedeGroup(tx, group, isGone);
}

/** The positions travel as one object, so that each row is found through the index whatever the statistics say. */
async function supersedeGroup(tx: Tx, { first, rows }: Group, isGone: boolean): Promise<void> {
  const positions = JSON.stringify(Object.fromEntries(rows.map((row) => [row.key, row.position])));
  const instants = JSON.stringify(Object.fromEntries(rows.map((row) => [row.key, row.observedAt])));
  await sql`
    update fact set superseded_position = (${positions}::jsonb ->> key)::bigint, is_gone = ${isGone},
      valid_until = (${instants}::jsonb ->> key)::timestamptz
    where workspace_id = ${tx.workspaceId} and kind = ${first.kind} and scope = ${first.scope}
      and key = any(${rows.map((row) => row.key)}::text[]) and connection_id = ${first.connection}
      and superseded_position is null and position < (${positions}::jsonb ->> key)::bigint`.execute(tx.db);
}

type Group = { readonly first: Ended; readonly rows: Ended[] };

function inPopulations(ended: readonly Ended[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const row of ended) {
    const name = `${row.kind}\n${row.scope}\n${row.connection}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { first: row, rows: [row] });
    else group.rows.push(row);
  }
  return groups.values();
}

export async function readCursor(tx: Tx): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select position from fact_cursor where workspace_id = ${tx.workspaceId} for update`.execute(tx.db);
  return rows[0]?.position ?? 0;
}

/** Facts stand still until the caller's transaction ends: whoever judges them sees the same ones throughout. */
export async function holdFacts(tx: Tx): Promise<void> {
  await sql`
    insert into fact_cursor (workspace_id, position) values (${tx.workspaceId}, 0) on conflict do nothing`.execute(
    tx.db,
  );
  await sql`select position from fact_cursor where workspace_id = ${tx.workspaceId} for share`.execute(tx.db);
}

export async function moveCursor(tx: Tx, position: number): Promise<void> {
  await sql`
    insert into fact_cursor (workspace_id, position) values (${tx.workspaceId}, ${position})
    on conflict (workspace_id) do update set position = excluded.position`.execute(tx.db);
}
