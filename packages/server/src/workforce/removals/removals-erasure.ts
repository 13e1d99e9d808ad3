import { sql } from 'kysely';
import type { ErasurePart } from '../../platform/index.ts';
import { entryRefs } from '../entry-refs.ts';

const types = ['access-removal.attested', 'access-removal.excepted'];

/** What people wrote about what somebody had; that it was there, and when it went, stays. */
export const removalsErasure: ErasurePart = {
  forget: async (tx, { subject, positions }) => {
    // Of a person every removal is found by whom it is taken from.
    const ids = subject === null ? await entryRefs(tx, positions, { types, prefix: 'rmv_' }) : [];
    await sql`
      update access_removal set attestation = case when attestation is not null then 'erased' end,
        exception_reason = case when exception_reason is not null then 'erased' end,
        attestation_anew = case when attestation_anew is not null then 'erased' end,
        exception_reason_anew = case when exception_reason_anew is not null then 'erased' end
      where workspace_id = ${tx.workspaceId} and coalesce(attestation, exception_reason, attestation_anew,
          exception_reason_anew) is not null
        and (subject = ${subject} or ${subject} = any(holders) or removal_id = any(${ids}::text[]))`.execute(
      tx.db,
    );
  },
};
