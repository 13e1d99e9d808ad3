import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** Another organisation that works for this one. Days are `YYYY-MM-DD`. */
export type Agency = {
  /** `agy_…` */
  readonly id: string;
  readonly name: string;
  readonly mailDomains: readonly string[];
  readonly systems: readonly string[];
  readonly engagementFrom: string | null;
  /** The last day of the engagement; null: without an end. */
  readonly engagementUntil: string | null;
  readonly contact: string | null;
  /** When somebody ended it; an end date passes by itself and is not written here. */
  readonly endedAt: string | null;
  readonly note: string;
  readonly position: number;
};

const columns = sql`agency_id as id, name, mail_domains as "mailDomains", systems,
  to_char(engagement_from, 'YYYY-MM-DD') as "engagementFrom", to_char(engagement_until, 'YYYY-MM-DD') as "engagementUntil",
  contact, ended_at as "endedAt", note, position`;

/** All of them, ended ones too, by name. */
export async function readAgencies(tx: Tx): Promise<readonly Agency[]> {
  const { rows } = await sql<Agency>`
    select ${columns} from agency where workspace_id = ${tx.workspaceId} order by name_key, agency_id`.execute(
    tx.db,
  );
  return rows;
}

export async function findAgency(tx: Tx, id: string): Promise<Agency | null> {
  const { rows } = await sql<Agency>`
    select ${columns} from agency where workspace_id = ${tx.workspaceId} and agency_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}
