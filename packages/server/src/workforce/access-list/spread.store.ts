import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** How the right to administer one system is spread over those who are not known to be disabled there. */
export type Spread = {
  /** People with an enabled account. */
  readonly people: number;
  /** Who may be one more: the source does not tell of the account whether a person's, or whether enabled. */
  readonly peopleUnsure: number;
  /** People who surely may administer it, by pseudonym, in order. */
  readonly administrators: readonly string[];
  /** Who may administer it for all anybody knows: the right, or that it is a person, is not told. */
  readonly administratorsUnsure: number;
};

/** More names make a fact too large to keep; those beyond count as unsure. */
const namedMax = 5_000;

/**
 * Whoever has several accounts counts once. Services, other organisations as a whole and tokens without an owner are no people;
 * an account that several share is one.
 */
export async function readSpread(tx: Tx, system: string): Promise<Spread> {
  const { rows } = await sql<{
    people: string;
    everybody: string;
    sure: string;
    unsure: string;
    named: readonly string[] | null;
  }>`
    with holder as (
      select case when principal_kind = 'person' then principal_id else holder end as who,
        bool_or(principal_kind = 'person' or account_kind in ('human', 'shared')) as is_person,
        bool_or(is_enabled = 'yes') as is_enabled,
        bool_or(rights like 'y%') as administers, bool_or(rights like 'u%') as may_administer
      from access_cell
      where workspace_id = ${tx.workspaceId} and system = ${system} and not is_gone and is_enabled <> 'no'
        and holder like 'sub\\_%' and (account_kind is not null or grants > 0) and principal_kind <> 'bot'
        and coalesce(account_kind, 'unknown') not in ('service', 'partner')
      group by 1)
    select count(*) filter (where is_person and is_enabled) as people, count(*) as everybody,
      count(*) filter (where is_person and administers) as sure,
      count(*) filter (where case when administers then not is_person else may_administer end) as unsure,
      (array_agg(who order by who) filter (where is_person and administers))[1:${sql.lit(namedMax)}] as named
    from holder`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  const administrators = row.named ?? [];
  return {
    people: Number(row.people),
    peopleUnsure: Number(row.everybody) - Number(row.people),
    administrators,
    administratorsUnsure: Number(row.unsure) + Number(row.sure) - administrators.length,
  };
}
