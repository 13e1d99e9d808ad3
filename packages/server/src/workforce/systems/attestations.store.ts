import type { DangerousRight } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** A list of who has access, said by one person and confirmed by another; it holds for a while. */
export type Attestation = {
  /** `att_…` */
  readonly id: string;
  readonly system: string;
  /** Masked words about what was looked at. */
  readonly note: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly untilAt: string;
  readonly confirmedBy: string | null;
  readonly confirmedAt: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: string | null;
  readonly position: number;
  readonly holders: number;
};

export type AttestedHolder = {
  readonly subject: string;
  readonly role: string;
  /** Null: whoever said it does not know. */
  readonly rights: readonly DangerousRight[] | null;
};

const columns = sql`attestation_id as id, system, note, made_by as "madeBy", made_at as "madeAt", until_at as "untilAt",
  confirmed_by as "confirmedBy", confirmed_at as "confirmedAt", withdrawn_by as "withdrawnBy",
  withdrawn_at as "withdrawnAt", position, (select count(*)::integer from attestation_holder h
    where h.workspace_id = attestation.workspace_id and h.attestation_id = attestation.attestation_id) as holders`;

/** Of one system, the newest first. */
export async function listAttestations(
  tx: Tx,
  system: string,
  limit: number,
): Promise<readonly Attestation[]> {
  const { rows } = await sql<Attestation>`
    select ${columns} from attestation where workspace_id = ${tx.workspaceId} and system = ${system}
    order by made_at desc, attestation_id desc limit ${limit}`.execute(tx.db);
  return rows;
}

/** Of every system the newest that two people said, by system; it may have run out or been withdrawn. */
export async function newestConfirmed(tx: Tx): Promise<ReadonlyMap<string, Attestation>> {
  const { rows } = await sql<Attestation>`
    select distinct on (system) ${columns} from attestation
    where workspace_id = ${tx.workspaceId} and confirmed_at is not null
    order by system, confirmed_at desc, attestation_id desc`.execute(tx.db);
  return new Map(rows.map((row) => [row.system, row]));
}

export async function lockAttestation(tx: Tx, system: string, id: string): Promise<Attestation | null> {
  await sql`
    select from attestation where workspace_id = ${tx.workspaceId} and attestation_id = ${id} for update`.execute(
    tx.db,
  );
  const { rows } = await sql<Attestation>`
    select ${columns} from attestation
    where workspace_id = ${tx.workspaceId} and attestation_id = ${id} and system = ${system}`.execute(tx.db);
  return rows[0] ?? null;
}

export async function insertAttestation(
  tx: Tx,
  one: Pick<Attestation, 'id' | 'system' | 'note' | 'madeBy' | 'madeAt' | 'untilAt' | 'position'>,
  holders: readonly AttestedHolder[],
): Promise<void> {
  await sql`
    insert into attestation (workspace_id, attestation_id, system, note, made_by, made_at, until_at, position)
    values (${tx.workspaceId}, ${one.id}, ${one.system}, ${one.note}, ${one.madeBy}, ${one.madeAt}, ${one.untilAt},
      ${one.position})`.execute(tx.db);
  if (holders.length === 0) return;
  await sql`
    insert into attestation_holder (workspace_id, attestation_id, subject_id, role, rights)
    select ${tx.workspaceId}, ${one.id}, subject_id, role,
      case when rights is null then null else array(select jsonb_array_elements_text(rights)) end
    from unnest(${holders.map(({ subject }) => subject)}::text[], ${holders.map(({ role }) => role)}::text[],
      ${holders.map(({ rights }) => (rights === null ? null : JSON.stringify(rights)))}::jsonb[])
      as made (subject_id, role, rights)`.execute(tx.db);
}

export async function confirmAttestation(tx: Tx, id: string, by: string, at: string): Promise<void> {
  await sql`
    update attestation set confirmed_by = ${by}, confirmed_at = ${at}
    where workspace_id = ${tx.workspaceId} and attestation_id = ${id}`.execute(tx.db);
}

export async function withdrawAttestation(tx: Tx, id: string, by: string, at: string): Promise<void> {
  await sql`
    update attestation set withdrawn_by = ${by}, withdrawn_at = ${at}
    where workspace_id = ${tx.workspaceId} and attestation_id = ${id}`.execute(tx.db);
}

/** Whom an attestation names, by pseudonym, a page after `after`. */
export async function attestedHolders(
  tx: Tx,
  id: string,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly AttestedHolder[]> {
  const { rows } = await sql<AttestedHolder>`
    select subject_id as subject, role, rights from attestation_holder
    where workspace_id = ${tx.workspaceId} and attestation_id = ${id} and subject_id > ${page.after}
    order by subject_id limit ${page.limit}`.execute(tx.db);
  return rows;
}
