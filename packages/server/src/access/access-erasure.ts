import { sql } from 'kysely';
import type { ErasurePart } from '../platform/index.ts';
import { forgetErased } from './scim/scim-users.store.ts';

/** A member's sign-in is no part of the ledger and outlives the erasure of their pseudonym: that is said. */
export const accessErasure: ErasurePart = {
  staysOf: async (tx, { subject }) => {
    const { rows } = await sql`
      select from membership where workspace_id = ${tx.workspaceId} and subject_id = ${subject}`.execute(
      tx.db,
    );
    if (rows.length === 0) return [];
    return [
      'This person is a member of this Daybook: the sign-in account keeps their name and mail address until it is removed.',
    ];
  },
  // Of a member the identity provider's description stays with the sign-in, as is said above.
  forget: async (tx, { subject }) => {
    if (subject !== null && tx.workspaceId !== null) await forgetErased(tx, tx.workspaceId, subject);
  },
};
