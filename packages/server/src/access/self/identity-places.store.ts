import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** Where the identity of a member, or of somebody who was one, is written down. */
export type IdentityPlace = {
  readonly subject: string;
  readonly position: number;
  readonly entry: string;
  readonly isService: boolean;
};

const places = sql`
  select subject_id as subject, identity_position as position, identity_entry as entry, role = 'service' as "isService"
  from membership where workspace_id = `;
const formerPlaces = sql`
  select subject_id as subject, identity_position as position, identity_entry as entry, false as "isService"
  from former_membership where workspace_id = `;

/** Of these people; whoever came back, by what they were told with last. */
export async function identityPlaces(tx: Tx, subjects: readonly string[]): Promise<readonly IdentityPlace[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<IdentityPlace>`
    select distinct on (subject) * from (
      ${places} ${tx.workspaceId} and subject_id = any(${subjects}::text[])
      union all ${formerPlaces} ${tx.workspaceId} and subject_id = any(${subjects}::text[])) found
    order by subject, position desc`.execute(tx.db);
  return rows;
}

/** Of everyone, newest first, at most so many. */
export async function listIdentityPlaces(tx: Tx, limit: number): Promise<readonly IdentityPlace[]> {
  const { rows } = await sql<IdentityPlace>`
    select * from (${places} ${tx.workspaceId} union all ${formerPlaces} ${tx.workspaceId}) found
    order by position desc limit ${limit}`.execute(tx.db);
  return rows;
}
