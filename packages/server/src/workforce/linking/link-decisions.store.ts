import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { AccountLink, AccountRef } from './account-link.ts';

export type LinkDecision = AccountRef &
  Pick<AccountLink, 'belongsTo' | 'person' | 'agency' | 'custodian'> & {
    /** Masked words of whoever decided. */
    readonly reason: string;
    readonly decidedBy: string;
    readonly decidedAt: string;
    readonly position: number;
  };

export async function readDecisions(tx: Tx, pairs: readonly AccountRef[]): Promise<readonly LinkDecision[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<LinkDecision>`
    select d.system, d.holder, d.belongs_to as "belongsTo", d.person, d.agency, d.custodian, d.reason,
      d.decided_by as "decidedBy", d.decided_at as "decidedAt", d.position
    from account_link_decision d join unnest(${pairs.map(({ system }) => system)}::text[],
      ${pairs.map(({ holder }) => holder)}::text[]) as asked (system, holder)
      on d.system = asked.system and d.holder = asked.holder
    where d.workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows;
}

export async function saveDecision(tx: Tx, decision: LinkDecision): Promise<void> {
  const { system, holder, belongsTo, person, agency, custodian, reason, decidedBy, decidedAt, position } =
    decision;
  await sql`
    insert into account_link_decision (workspace_id, system, holder, belongs_to, person, agency, custodian, reason,
      decided_by, decided_at, position)
    values (${tx.workspaceId}, ${system}, ${holder}, ${belongsTo}, ${person}, ${agency}, ${custodian}, ${reason},
      ${decidedBy}, ${decidedAt}, ${position})
    on conflict (workspace_id, system, holder) do update set belongs_to = excluded.belongs_to,
      person = excluded.person, agency = excluded.agency, custodian = excluded.custodian, reason = excluded.reason,
      decided_by = excluded.decided_by, decided_at = excluded.decided_at, position = excluded.position`.execute(
    tx.db,
  );
}

export async function removeDecision(tx: Tx, { system, holder }: AccountRef): Promise<void> {
  await sql`
    delete from account_link_decision
    where workspace_id = ${tx.workspaceId} and system = ${system} and holder = ${holder}`.execute(tx.db);
}
