import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { RegisteredSystem } from './read-systems.ts';

/** Writes a system as it is registered now. */
export async function saveSystem(tx: Tx, one: RegisteredSystem): Promise<void> {
  await sql`
    insert into registered_system (workspace_id, system, name, kind, channel, owner, means, log_retention_days,
      interval_hours, review_days, position)
    values (${tx.workspaceId}, ${one.system}, ${one.name}, ${one.kind}, ${one.channel}, ${one.owner}, ${one.means},
      ${one.logRetentionDays}, ${one.intervalHours}, ${one.reviewDays}, ${one.position})
    on conflict (workspace_id, system) do update set name = excluded.name, kind = excluded.kind,
      channel = excluded.channel, owner = excluded.owner, means = excluded.means,
      log_retention_days = excluded.log_retention_days, interval_hours = excluded.interval_hours,
      review_days = excluded.review_days, position = excluded.position`.execute(tx.db);
}
