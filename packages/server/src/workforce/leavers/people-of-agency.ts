import type { FactKind } from '@daybook/kit';
import { sql } from 'kysely';
import { readIdentities } from '../../intake/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import type { Agency } from '../agencies/read-agencies.ts';
import { agencyKey } from '../agencies/save-agency.ts';
import { mailParts } from '../linking/mail-parts.ts';

const identitiesPage = 1_000;

/** People on lists who work for an agency: their list says so, in whatever spelling of its name. */
export async function employedBy(tx: Tx, agency: Agency): Promise<readonly string[]> {
  const employers = await spellingsOf(tx, { kind: 'person', field: 'employer', name: agency.name });
  if (employers.length === 0) return [];
  const { rows } = await sql<{ subject: string }>`
    select distinct key as subject from fact
    where workspace_id = ${tx.workspaceId} and kind = 'person' and superseded_position is null and not is_erased
      and value ->> 'employer' = any(${employers}::text[]) order by key`.execute(tx.db);
  return rows.map(({ subject }) => subject);
}

/** People on lists with accounts here whose mail address is in one of the agency's domains. Reads every such person's name. */
export async function mailedAt(
  tx: Tx,
  agency: Agency,
  services: Pick<Services, 'dataKeys'>,
): Promise<readonly string[]> {
  if (agency.mailDomains.length === 0) return [];
  const { rows } = await sql<{ person: string }>`
    select distinct person from account_link
    where workspace_id = ${tx.workspaceId} and is_present and person is not null order by person`.execute(
    tx.db,
  );
  const people = rows.map(({ person }) => person);
  return (await mailedAmong(tx, people, [agency], services)).get(agency.id) ?? [];
}

/** Of these people those whose mail address is in a domain of one of these agencies, by its id. */
export async function mailedAmong(
  tx: Tx,
  people: readonly string[],
  agencies: readonly Agency[],
  services: Pick<Services, 'dataKeys'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  const withDomains = agencies.filter(({ mailDomains }) => mailDomains.length > 0);
  if (withDomains.length === 0) return found;
  for (let at = 0; at < people.length; at += identitiesPage) {
    const page = people.slice(at, at + identitiesPage);
    for (const [subject, { email }] of await readIdentities(tx, page, services)) {
      const domain = mailParts(email ?? '')?.domain;
      if (domain === undefined) continue;
      for (const { id, mailDomains } of withDomains) {
        if (mailDomains.some((own) => domain === own || domain.endsWith(`.${own}`)))
          found.set(id, [...(found.get(id) ?? []), subject]);
      }
    }
  }
  return found;
}

/** Of these pseudonyms those that accounts belong to as people. */
export async function peopleAmong(tx: Tx, subjects: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ person: string }>`
    select distinct person from account_link
    where workspace_id = ${tx.workspaceId} and person = any(${subjects}::text[])`.execute(tx.db);
  return rows.map(({ person }) => person);
}

/** How the facts of a kind spell an organisation's name in a field; capitals and spaces say nothing. */
export async function spellingsOf(
  tx: Tx,
  { kind, field, name }: { readonly kind: FactKind; readonly field: string; readonly name: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ spelling: string }>`
    select distinct value ->> ${field} as spelling from fact
    where workspace_id = ${tx.workspaceId} and kind = ${kind} and superseded_position is null and not is_erased
      and value ->> ${field} is not null`.execute(tx.db);
  return rows.map(({ spelling }) => spelling).filter((spelling) => agencyKey(spelling) === agencyKey(name));
}
