import { sql } from 'kysely';
import type { Tx } from '../database.ts';

/** A column whose values are sealed under the master key, so that a new master key finds all of them. */
export type SealedPlace = {
  readonly table: string;
  /** Sealed bytes; text holds them in base64. Null or empty: nothing is sealed there. */
  readonly column: string;
  readonly kind: 'bytes' | 'base64';
  /** SQL over one row of the table that gives the context the value was sealed with. Never from input. */
  readonly context: string;
};

export type SealedValue = { readonly row: string; readonly sealed: Buffer; readonly context: string };

function bytesOf({ column, kind }: SealedPlace): string {
  return kind === 'bytes' ? `"${column}"` : `decode("${column}", 'base64')`;
}

/** Some values of a place under the key of this number, locked until the transaction ends. */
export async function lockValues(
  tx: Tx,
  place: SealedPlace,
  number: number,
  limit: number,
): Promise<readonly SealedValue[]> {
  const { rows } = await sql<SealedValue>`
    select ctid::text as row, ${sql.raw(bytesOf(place))} as sealed, ${sql.raw(place.context)} as context
    from ${sql.table(place.table)} where ${isUnder(place, number)} limit ${limit} for update`.execute(tx.db);
  return rows;
}

export async function countValues(tx: Tx, place: SealedPlace, number: number): Promise<number> {
  const { rows } = await sql<{ values: number }>`
    select count(*) as values from ${sql.table(place.table)} where ${isUnder(place, number)}`.execute(tx.db);
  return rows[0]?.values ?? 0;
}

/** Replaces values that `lockValues` locked in the same transaction. */
export async function replaceValues(
  tx: Tx,
  place: SealedPlace,
  values: readonly { readonly row: string; readonly sealed: Buffer }[],
): Promise<void> {
  const fitting = place.kind === 'bytes' ? sql`made.sealed` : sql`encode(made.sealed, 'base64')`;
  await sql`
    update ${sql.table(place.table)} as target set ${sql.ref(place.column)} = ${fitting}
    from unnest(${values.map(({ row }) => row)}::tid[], ${values.map(({ sealed }) => sealed)}::bytea[])
      as made (row, sealed)
    where target.ctid = made.row`.execute(tx.db);
}

function isUnder(place: SealedPlace, number: number) {
  const bytes = sql.raw(bytesOf(place));
  return sql`${sql.ref(place.column)} is not null and length(${bytes}) > 0 and get_byte(${bytes}, 0) = ${number}`;
}

/** Any one sealed value, to try a key on. */
export async function findAnyValue(
  tx: Tx,
  places: readonly SealedPlace[],
): Promise<Omit<SealedValue, 'row'> | null> {
  for (const place of places) {
    const bytes = sql.raw(bytesOf(place));
    const { rows } = await sql<SealedValue>`
      select ${bytes} as sealed, ${sql.raw(place.context)} as context from ${sql.table(place.table)}
      where ${sql.ref(place.column)} is not null and length(${bytes}) > 0 limit 1`.execute(tx.db);
    if (rows[0] !== undefined) return rows[0];
  }
  return null;
}
