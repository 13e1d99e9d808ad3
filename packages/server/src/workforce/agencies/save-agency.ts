import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { type Agency, findAgency } from './read-agencies.ts';

/** By what two agencies count as the same: letter case and spaces do not. */
export function agencyKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

export async function isAgencyNameTaken(tx: Tx, name: string, except: string): Promise<boolean> {
  const { rows } = await sql`
    select from agency where workspace_id = ${tx.workspaceId} and name_key = ${agencyKey(name)}
      and agency_id <> ${except}`.execute(tx.db);
  return rows.length > 0;
}

/** Writes an agency as it is now. */
export async function saveAgency(tx: Tx, agency: Agency, endedBy: string | null): Promise<void> {
  await sql`
    insert into agency (workspace_id, agency_id, name, name_key, mail_domains, systems, contact, engagement_from,
      engagement_until, ended_at, ended_by, note, position)
    values (${tx.workspaceId}, ${agency.id}, ${agency.name}, ${agencyKey(agency.name)}, ${agency.mailDomains},
      ${agency.systems}, ${agency.contact}, ${agency.engagementFrom}, ${agency.engagementUntil}, ${agency.endedAt},
      ${endedBy}, ${agency.note}, ${agency.position})
    on conflict (workspace_id, agency_id) do update set name = excluded.name, name_key = excluded.name_key,
      mail_domains = excluded.mail_domains, systems = excluded.systems, contact = excluded.contact,
      engagement_from = excluded.engagement_from, engagement_until = excluded.engagement_until,
      ended_at = excluded.ended_at, ended_by = excluded.ended_by, note = excluded.note,
      position = excluded.position`.execute(tx.db);
}

/** Nobody else changes it until the transaction ends. */
export async function lockAgency(tx: Tx, id: string): Promise<Agency | null> {
  await sql`select from agency where workspace_id = ${tx.workspaceId} and agency_id = ${id} for update`.execute(
    tx.db,
  );
  return findAgency(tx, id);
}
