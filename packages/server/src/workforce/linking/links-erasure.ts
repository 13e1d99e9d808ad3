import { sql } from 'kysely';
import type { ErasurePart } from '../../platform/index.ts';
import { forgetFormerPerson } from './link-people.store.ts';

/** Removes by which hashes somebody was found among accounts; links that rested on them are decided again without. */
export const linksErasure: ErasurePart = {
  forget: async (tx, { subject, positions }) => {
    if (positions.length > 0) {
      await sql`
        update account_link_decision set reason = 'erased'
        where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[])`.execute(tx.db);
    }
    if (subject === null) return;
    await sql`
      delete from link_alias where workspace_id = ${tx.workspaceId} and subject_id = ${subject}`.execute(
      tx.db,
    );
    await forgetFormerPerson(tx, subject);
    await sql`
      update account_link set is_due = true where workspace_id = ${tx.workspaceId}
        and (holder = ${subject} or person = ${subject} or ${subject} = any(candidates))`.execute(tx.db);
  },
};
