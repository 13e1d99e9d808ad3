import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { AccountRef } from './account-link.ts';
import type { DecidedLink } from './decide-link.ts';

export type LinkRow = AccountRef & DecidedLink & { readonly isPresent: boolean };

/** Links as they are kept, without the days of their people. */
export async function readLinkRows(tx: Tx, pairs: readonly AccountRef[]): Promise<readonly LinkRow[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<LinkRow>`
    select l.system, l.holder, l.is_present as "isPresent", l.belongs_to as "belongsTo", l.person, l.agency, l.custodian,
      l.reason, l.confidence, l.decided_by as "decidedBy", l.candidates, l.is_generic as "isGeneric",
      l.is_registered as "isRegistered"
    from account_link l join unnest(${pairs.map(({ system }) => system)}::text[],
      ${pairs.map(({ holder }) => holder)}::text[]) as asked (system, holder)
      on l.system = asked.system and l.holder = asked.holder
    where l.workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows;
}

/** Writes whole links; none of them is due afterwards. */
export async function saveLinks(tx: Tx, rows: readonly LinkRow[], revision: number): Promise<void> {
  if (rows.length === 0) return;
  const column = <V>(pick: (row: LinkRow) => V): readonly V[] => rows.map(pick);
  await sql`
    insert into account_link (workspace_id, system, holder, is_present, belongs_to, person, agency, custodian, reason,
      confidence, decided_by, candidates, is_generic, is_registered, revision)
    select ${tx.workspaceId}, system, holder, is_present, belongs_to, person, agency, custodian, reason, confidence,
      decided_by, array(select jsonb_array_elements_text(candidates)), is_generic, is_registered, ${revision}
    from unnest(${column((row) => row.system)}::text[], ${column((row) => row.holder)}::text[],
      ${column((row) => row.isPresent)}::boolean[], ${column((row) => row.belongsTo)}::text[],
      ${column((row) => row.person)}::text[], ${column((row) => row.agency)}::text[],
      ${column((row) => row.custodian)}::text[], ${column((row) => row.reason)}::text[],
      ${column((row) => row.confidence)}::text[], ${column((row) => row.decidedBy)}::text[],
      ${column((row) => JSON.stringify(row.candidates))}::jsonb[], ${column((row) => row.isGeneric)}::boolean[],
      ${column((row) => row.isRegistered)}::boolean[])
      as made (system, holder, is_present, belongs_to, person, agency, custodian, reason, confidence, decided_by,
        candidates, is_generic, is_registered)
    on conflict (workspace_id, system, holder) do update set is_present = excluded.is_present,
      belongs_to = excluded.belongs_to, person = excluded.person, agency = excluded.agency,
      custodian = excluded.custodian, reason = excluded.reason, confidence = excluded.confidence,
      decided_by = excluded.decided_by, candidates = excluded.candidates, is_generic = excluded.is_generic,
      is_registered = excluded.is_registered, is_due = false, revision = excluded.revision`.execute(tx.db);
}

/** Nothing of them changed; they need not be looked at again. */
export async function settleLinks(tx: Tx, pairs: readonly AccountRef[]): Promise<void> {
  if (pairs.length === 0) return;
  await sql`
    update account_link l set is_due = false from unnest(${pairs.map(({ system }) => system)}::text[],
      ${pairs.map(({ holder }) => holder)}::text[]) as asked (system, holder)
    where l.workspace_id = ${tx.workspaceId} and l.system = asked.system and l.holder = asked.holder and l.is_due`.execute(
    tx.db,
  );
}

export async function dueLinks(tx: Tx, limit: number): Promise<readonly AccountRef[]> {
  const { rows } = await sql<AccountRef>`
    select system, holder from account_link where workspace_id = ${tx.workspaceId} and is_due limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}

/** Accounts held under these pseudonyms, and those linked to them. */
export async function linksNaming(tx: Tx, subjects: readonly string[]): Promise<readonly AccountRef[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<AccountRef>`
    select system, holder from account_link
      where workspace_id = ${tx.workspaceId} and holder = any(${subjects}::text[])
    union select system, holder from account_link
      where workspace_id = ${tx.workspaceId} and person is not null and person = any(${subjects}::text[])`.execute(
    tx.db,
  );
  return rows;
}

/** The days of these people changed, so their links say something new. */
export async function touchLinks(
  tx: Tx,
  of: { readonly people?: readonly string[]; readonly agency?: string },
  revision: number,
): Promise<boolean> {
  const whose =
    of.agency === undefined
      ? sql`(person = any(${of.people ?? []}::text[])
          or custodian is not null and custodian = any(${of.people ?? []}::text[]))`
      : sql`agency = ${of.agency}`;
  const { numAffectedRows } = await sql`
    update account_link set revision = ${revision} where workspace_id = ${tx.workspaceId} and ${whose}`.execute(
    tx.db,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

export type Touched = {
  readonly agency: string;
  /** Accounts held by whoever has an address of one of its mail domains. */
  readonly holders: readonly string[];
  /** Accounts for which their source names it. */
  readonly accounts: readonly AccountRef[];
};

/** Every link a rule made that this agency could make in another way. Answers how many. */
export async function makeRuledLinksDue(tx: Tx, { agency, holders, accounts }: Touched): Promise<number> {
  const { numAffectedRows } = await sql`
    update account_link set is_due = true
    where workspace_id = ${tx.workspaceId} and decided_by = 'rule' and reason <> 'same-person'
      and (agency = ${agency} or holder = any(${holders}::text[])
        -- A bot may be the agency's of whoever answers for it.
        or belongs_to = 'bot' and custodian is not null
        or (system, holder) in (select system, holder from unnest(${accounts.map(({ system }) => system)}::text[],
          ${accounts.map(({ holder }) => holder)}::text[]) as named (system, holder)))`.execute(tx.db);
  return Number(numAffectedRows ?? 0n);
}
