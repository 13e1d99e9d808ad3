import { sql } from 'kysely';
import type { ErasurePart } from '../../platform/index.ts';
import type { Room } from '../room.ts';
import { ownAttestations } from './own-attestations.ts';

const attestationsErasure: ErasurePart = {
  forget: async (tx, { positions }) => {
    if (positions.length === 0) return;
    await sql`
      update agency set note = '' where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[])`.execute(
      tx.db,
    );
    await sql`
      update attestation set note = 'erased'
      where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[])`.execute(tx.db);
    // What somebody wrote as a role may name anybody; a role is never empty.
    await sql`
      update attestation_holder h set role = 'erased' from attestation a
      where h.workspace_id = ${tx.workspaceId} and a.workspace_id = h.workspace_id
        and a.attestation_id = h.attestation_id and a.position = any(${positions}::bigint[])`.execute(tx.db);
  },
};

/** Which systems there are, how each list is had, and what people attested where none can be. */
export const systemsRoom: Room = {
  name: 'systems',
  own: ownAttestations,
  erasure: () => attestationsErasure,
};
