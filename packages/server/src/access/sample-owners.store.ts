import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';
import { defaultSlug } from './find-or-create-workspace.ts';
import type { SessionMarks } from './sign-in/session-marks.store.ts';

export type SampleUser = { readonly id: string; readonly name: string; readonly email: string };

/** System transactions only. For whom the command line makes a workspace of made-up data. */
export async function ownersOfFirst(tx: Tx): Promise<readonly SampleUser[]> {
  const { rows } = await sql<SampleUser>`
    select u.id, u.name, u.email from membership m
    join workspace w on w.workspace_id = m.workspace_id and w.slug = ${defaultSlug}
    join auth_user u on u.id = m.user_id
    where m.role = 'owner' order by m.created_position limit 100`.execute(tx.db);
  return rows;
}

/** System transactions only. Whether somebody owns a real workspace that this session may enter. */
export async function ownsWorkspace(
  tx: Tx,
  userId: string,
  { method, providerId }: Pick<SessionMarks, 'method' | 'providerId'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from membership m join workspace w using (workspace_id)
    where m.user_id = ${userId} and m.role = 'owner' and not w.is_sample and (${method} <> 'sso' or exists (
      select from identity_provider i
      where i.workspace_id = m.workspace_id and i.provider_id = ${providerId} and i.state = 'active'))
    limit 1`.execute(tx.db);
  return rows.length > 0;
}

/** System transactions only. Workspaces of made-up data that were not thrown away: of any of these people, and altogether. */
export async function countSamples(
  tx: Tx,
  userIds: readonly string[],
): Promise<{ readonly ofUsers: number; readonly all: number }> {
  const { rows } = await sql<{ readonly ofUsers: number; readonly all: number }>`
    select count(*)::integer as "all", count(*) filter (where exists (
      select from membership m where m.workspace_id = w.workspace_id and m.role = 'owner'
        and m.user_id = any(${userIds})))::integer as "ofUsers"
    from workspace w where w.is_sample and w.thrown_away_at is null`.execute(tx.db);
  return rows[0] ?? { ofUsers: 0, all: 0 };
}
