import { type DangerousRight, dangerousRights } from '@daybook/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { StoredPrincipal } from './cells.store.ts';
import type { PrincipalKind, PrincipalState } from './danger-of.ts';
import type { Principal } from './standing-of.ts';

export type AccessQuery = {
  readonly kind?: PrincipalKind | undefined;
  readonly state?: PrincipalState | undefined;
  /** Whoever has anything there. */
  readonly system?: string | undefined;
  /** Whoever surely has it, or may have it; on the system where one is given. */
  readonly right?: DangerousRight | undefined;
  /** Nobody but these; null is everyone. */
  readonly among: readonly Principal[] | null;
  /** The last of the page before. */
  readonly after: { readonly danger: number; readonly id: string } | null;
  readonly limit: number;
};

/** Most dangerous first, then by id: one scan of an index, whatever is asked for. */
export async function listPrincipals(tx: Tx, query: AccessQuery): Promise<readonly StoredPrincipal[]> {
  if (query.among !== null && query.among.length === 0) return [];
  const ids = query.system === undefined ? null : await holdersOnSystem(tx, query.system, query);
  const { rows } = await sql<StoredPrincipal>`
    select p.kind, p.id, p.state, p.danger, p.rights, p.systems, to_char(p.ends_on, 'YYYY-MM-DD') as "endsOn"
    from access_principal p
    where p.workspace_id = ${tx.workspaceId} ${ids === null ? wanted(query) : amongst(ids)}
    order by p.danger desc, p.id limit ${query.limit}`.execute(tx.db);
  return rows;
}

/** The same, found from the side of one system's holders; one row for each of them. */
async function holdersOnSystem(tx: Tx, system: string, query: AccessQuery): Promise<readonly Principal[]> {
  const { kind, state, right, among, after } = query;
  const ofKind = kind === undefined ? sql`` : sql`and c.principal_kind = ${kind}`;
  const withRight = right === undefined ? sql`` : sql`and c.can_act and ${holds(sql`c.rights`, right)}`;
  const inState =
    state === undefined
      ? sql``
      : sql`and exists (select from access_principal p where p.workspace_id = c.workspace_id
          and p.kind = c.principal_kind and p.id = c.principal_id and p.state = ${state})`;
  const { rows } = await sql<Principal>`
    select distinct on (c.principal_danger, c.principal_id) c.principal_kind as kind, c.principal_id as id
    from access_cell c
    where c.workspace_id = ${tx.workspaceId} and c.system = ${system} and not c.is_gone ${ofKind} ${withRight}
      ${inState} ${among === null ? sql`` : sql`and c.principal_id = any(${among.map(({ id }) => id)}::text[])`}
      ${laterThan(after, sql`c.principal_danger`, sql`c.principal_id`)}
    order by c.principal_danger desc, c.principal_id limit ${query.limit}`.execute(tx.db);
  return rows;
}

function wanted({ kind, state, right, among, after }: AccessQuery): RawBuilder<unknown> {
  return sql`
    ${kind === undefined ? sql`` : sql`and p.kind = ${kind}`} ${state === undefined ? sql`` : sql`and p.state = ${state}`}
    ${right === undefined ? sql`` : sql`and ${holds(sql`p.rights`, right)}`}
    ${among === null ? sql`` : amongst(among)} ${laterThan(after, sql`p.danger`, sql`p.id`)}`;
}

function amongst(principals: readonly Principal[]): RawBuilder<unknown> {
  return sql`and (p.kind, p.id) in (select * from unnest(${principals.map(({ kind }) => kind)}::text[],
    ${principals.map(({ id }) => id)}::text[]))`;
}

function holds(rights: RawBuilder<unknown>, right: DangerousRight): RawBuilder<unknown> {
  return sql`substr(${rights}, ${dangerousRights.indexOf(right) + 1}::integer, 1) in ('y', 'u')`;
}

/** Spelled out, so that the index goes on from there: danger falls while ids rise. */
function laterThan(after: AccessQuery['after'], danger: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  if (after === null) return sql``;
  return sql`and ${danger} <= ${after.danger} and (${danger} < ${after.danger} or ${id} > ${after.id})`;
}
