import { sql } from 'kysely';
import type { ErasurePart } from '../../platform/index.ts';
import { entryRefs } from '../entry-refs.ts';

const ofRuns = { types: ['leaver-run.opened', 'leaver-run.rescinded'], prefix: 'lvr_' };
const ofReports = { types: ['leave-report.received'], prefix: 'lrp_' };

/** What people wrote about who left; that they left, and when, stays. */
export const leaversErasure: ErasurePart = {
  forget: async (tx, { subject, positions }) => {
    // Of a person runs and reports are found by whom they are about.
    const runs = subject === null ? await entryRefs(tx, positions, ofRuns) : [];
    await sql`
      update leaver_run set reason = case when reason is not null then 'erased' end,
        rescind_reason = case when rescind_reason is not null then 'erased' end
      where workspace_id = ${tx.workspaceId} and (reason is not null or rescind_reason is not null)
        and (subject = ${subject} or run_id = any(${runs}::text[]))`.execute(tx.db);
    const reports = subject === null ? await entryRefs(tx, positions, ofReports) : [];
    await sql`
      update leave_report set words = 'erased'
      where workspace_id = ${tx.workspaceId} and words is not null
        and (subject = ${subject} or report_id = any(${reports}::text[]))`.execute(tx.db);
  },
};
