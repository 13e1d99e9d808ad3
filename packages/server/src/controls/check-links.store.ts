import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

type Place = { readonly scope: string; readonly key: string };
export type CheckLink = Place & { readonly relatedKey: string };

/** Forgets all links of one check, before everything is judged again. */
export async function clearLinks(tx: Tx, checkId: string): Promise<void> {
  await sql`delete from check_link where workspace_id = ${tx.workspaceId} and check_id = ${checkId}`.execute(
    tx.db,
  );
}

export async function removeLinks(tx: Tx, checkId: string, places: readonly Place[]): Promise<void> {
  for (const [scope, keys] of Map.groupBy(places, (place) => place.scope)) {
    await sql`
      delete from check_link where workspace_id = ${tx.workspaceId} and check_id = ${checkId}
        and scope = ${scope} and key = any(${keys.map((place) => place.key)}::text[])`.execute(tx.db);
  }
}

/** Each link once; the items' earlier links are gone before. */
export async function insertLinks(tx: Tx, checkId: string, links: readonly CheckLink[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into check_link (workspace_id, check_id, scope, key, related_key)
    select ${tx.workspaceId}, ${checkId}, scope, key, related_key
    from unnest(${links.map((link) => link.scope)}::text[], ${links.map((link) => link.key)}::text[],
      ${links.map((link) => link.relatedKey)}::text[]) as made (scope, key, related_key)`.execute(tx.db);
}

/** Items that asked for any of these keys, in one scope or, with null, in all; each once, in order of place. */
export async function linkedItems(
  tx: Tx,
  checkId: string,
  asked: { readonly scope: string | null; readonly relatedKeys: readonly string[] },
): Promise<readonly Place[]> {
  const inScope = asked.scope === null ? sql`` : sql`and scope = ${asked.scope}`;
  const { rows } = await sql<Place>`
    select distinct scope, key from check_link
    where workspace_id = ${tx.workspaceId} and check_id = ${checkId} ${inScope}
      and related_key = any(${asked.relatedKeys}::text[])
    order by scope, key`.execute(tx.db);
  return rows;
}
