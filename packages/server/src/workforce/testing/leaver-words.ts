import { sql } from 'kysely';
import { leaversErasure } from '../leavers/leavers-erasure.ts';
import { removalsErasure } from '../removals/removals-erasure.ts';
import type { WorkforceServer } from './start-workforce.ts';

type Forgotten = { readonly subject: string | null; readonly positions: readonly number[] };

/** As an erasure does it, in the rooms of leavers and removals alone. */
export async function forgetWords(server: WorkforceServer, target: Forgotten): Promise<void> {
  await server.services.database.withWorkspace(server.workspaceId, async (tx) => {
    for (const part of [leaversErasure, removalsErasure]) await part.forget?.(tx, target, []);
  });
}

/** What people wrote about a run and its exceptions, as the tables hold it. */
export function wordsOfRun(server: WorkforceServer, run: string): Promise<readonly (string | null)[]> {
  return server.services.database.withWorkspace(server.workspaceId, async (tx) => {
    const { rows } = await sql<{ words: string | null }>`
      select rescind_reason as words from leaver_run where run_id = ${run}
      union all select exception_reason from access_removal
        where origin = ${run} and exception_reason is not null`.execute(tx.db);
    return rows.map((row) => row.words);
  });
}

export async function markSample(server: WorkforceServer, isSample: boolean): Promise<void> {
  await server.services.database.withSystem('test', (tx) =>
    sql`update workspace set is_sample = ${isSample}`.execute(tx.db),
  );
}
