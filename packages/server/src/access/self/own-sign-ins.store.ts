import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type SignIn = { readonly subject: string; readonly at: string; readonly position: number };

/** The newest sign-in that was followed; -1 where none was. */
export async function signInsFollowedTo(tx: Tx): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select coalesce(max(position), -1) as position from own_sign_in
    where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.position ?? -1;
}

/** Each person once. */
export async function saveSignIns(tx: Tx, signIns: readonly SignIn[]): Promise<void> {
  if (signIns.length === 0) return;
  await sql`
    insert into own_sign_in (workspace_id, subject_id, last_at, position)
    select ${tx.workspaceId}, subject_id, last_at, position
    from unnest(${signIns.map((one) => one.subject)}::text[], ${signIns.map((one) => one.at)}::timestamptz[],
      ${signIns.map((one) => one.position)}::bigint[]) as seen (subject_id, last_at, position)
    on conflict (workspace_id, subject_id) do update set last_at = excluded.last_at, position = excluded.position
    where own_sign_in.position < excluded.position`.execute(tx.db);
}
