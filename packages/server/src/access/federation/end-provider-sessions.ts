import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { StoredProvider } from './providers.store.ts';

/** System transactions only. Ends what a provider vouched for; the users, whose open screens are closed after the commit. */
export async function endSessionsOfProvider(
  tx: Tx,
  { id }: Pick<StoredProvider, 'id'>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ userId: string }>`
    delete from auth_session where provider_id = ${id} returning user_id as "userId"`.execute(tx.db);
  return [...new Set(rows.map(({ userId }) => userId))];
}

/** System transactions only. Users of a workspace with a session that it no longer lets in. Bounded by its members. */
export async function usersWithOtherSessions(
  tx: Tx,
  workspaceId: WorkspaceId,
  providerId: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ userId: string }>`
    select distinct s.user_id as "userId"
    from auth_session s join membership m on m.user_id = s.user_id and m.workspace_id = ${workspaceId}
    where s.method in ('password', 'passkey') or (s.method = 'sso' and s.provider_id is distinct from ${providerId})
    limit 100000`.execute(tx.db);
  return rows.map(({ userId }) => userId);
}
