import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { type AccountLink, type AccountRef, accountName } from './account-link.ts';

/**
 * What a link says, with the days of its person, of whoever answers for it where it is no single person's, or of its agency's
 * engagement. Whoever went from whole lists of people is not active any more.
 */
const columns = sql`l.system, l.holder, l.is_present as "isPresent", l.belongs_to as "belongsTo", l.person, l.agency,
  l.custodian, l.reason, l.confidence, l.decided_by as "decidedBy", l.candidates, l.is_generic as "isGeneric",
  l.is_registered as "isRegistered", l.revision,
  to_char(coalesce(p.starts_on, a.engagement_from), 'YYYY-MM-DD') as "startsOn",
  to_char(least(p.ends_on, a.engagement_until, (a.ended_at at time zone w.zone)::date), 'YYYY-MM-DD') as "endsOn",
  case when a.ended_at is not null or p.gone_at is not null or p.is_active is false then to_json(false)
    when l.agency is not null then to_json(true)
    when p.is_active is not null then to_json(p.is_active) else to_json('unknown'::text) end as "isActive"`;

const joined = sql`account_link l
  join workspace w on w.workspace_id = l.workspace_id
  left join link_person p on p.workspace_id = l.workspace_id
    and p.subject_id = coalesce(l.person, case when l.belongs_to <> 'agency' then l.custodian end)
  left join agency a on a.workspace_id = l.workspace_id and a.agency_id = l.agency`;

/** Links of these accounts by `accountName`; an account nobody told of is missing. */
export async function readLinks(
  tx: Tx,
  accounts: readonly AccountRef[],
): Promise<ReadonlyMap<string, AccountLink>> {
  if (accounts.length === 0) return new Map();
  const { rows } = await sql<AccountLink>`
    select ${columns} from unnest(${accounts.map(({ system }) => system)}::text[],
      ${accounts.map(({ holder }) => holder)}::text[]) as asked (system, holder)
    join ${joined} on l.system = asked.system and l.holder = asked.holder
    where l.workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return new Map(rows.map((row) => [accountName(row), row]));
}

/** Links that changed after a revision, in the order of their revisions; those that are gone are not present. */
export async function linksChangedSince(
  tx: Tx,
  revision: number,
  limit: number,
): Promise<readonly AccountLink[]> {
  const { rows } = await sql<AccountLink>`
    select ${columns} from ${joined}
    where l.workspace_id = ${tx.workspaceId} and l.revision > ${revision}
    order by l.revision, l.system, l.holder fetch first ${limit} rows with ties`.execute(tx.db);
  return rows;
}

/** Accounts that some current list names and that belong to this person; a guess takes nobody's access away. */
export function accountsOfPerson(tx: Tx, person: string): Promise<readonly AccountRef[]> {
  return accountsWhere(tx, sql`person = ${person} and confidence <> 'possible'`);
}

/** Accounts that may be one of these people's: somebody has to say whose they are. */
export function accountsMaybeOf(tx: Tx, people: readonly string[]): Promise<readonly AccountRef[]> {
  return accountsWhere(tx, sql`person = any(${people}::text[]) and confidence = 'possible'`);
}

/** Accounts that some current list names and that belong to this agency. */
export function accountsOfAgency(tx: Tx, agency: string): Promise<readonly AccountRef[]> {
  return accountsWhere(tx, sql`agency = ${agency}`);
}

async function accountsWhere(tx: Tx, condition: ReturnType<typeof sql>): Promise<readonly AccountRef[]> {
  const { rows } = await sql<AccountRef>`
    select system, holder from account_link
    where workspace_id = ${tx.workspaceId} and is_present and ${condition} order by system, holder`.execute(
    tx.db,
  );
  return rows;
}

export type LinkPage = {
  readonly belongsTo?: AccountLink['belongsTo'];
  readonly system?: string;
  readonly holder?: string;
  readonly after: AccountRef | null;
  readonly limit: number;
};

/** Present accounts in C order of (system, holder), a page after `after`. */
export async function listLinks(tx: Tx, page: LinkPage): Promise<readonly AccountLink[]> {
  const of = page.belongsTo === undefined ? sql`` : sql`and l.belongs_to = ${page.belongsTo}`;
  const on = page.system === undefined ? sql`` : sql`and l.system = ${page.system}`;
  const by = page.holder === undefined ? sql`` : sql`and l.holder = ${page.holder}`;
  const later =
    page.after === null
      ? sql``
      : sql`and (l.system, l.holder) > (${page.after.system}, ${page.after.holder})`;
  const { rows } = await sql<AccountLink>`
    select ${columns} from ${joined}
    where l.workspace_id = ${tx.workspaceId} and l.is_present ${of} ${on} ${by} ${later}
    order by l.system, l.holder limit ${page.limit}`.execute(tx.db);
  return rows;
}
