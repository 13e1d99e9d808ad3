import { calledBy, calledByWithMail, findSubjects, readIdentities } from '../../intake/index.ts';
import { Personal, type PersonalClass, type Tx } from '../../platform/index.ts';
import { parseAccessCursor, printAccessCursor } from './access-cursor.ts';
import {
  cellsOfPrincipals,
  principalsOfSubjects,
  type StoredCell,
  type StoredPrincipal,
} from './cells.store.ts';
import { asFarAsTold, type FourRights, rightsOf } from './four-rights.ts';
import { type AccessQuery, listPrincipals } from './list-principals.store.ts';
import { agenciesCalled, readAgencyNames } from './registered-names.store.ts';
import { type AccessServices, type ListSource, readSources } from './source-of.ts';
import { type Principal, principalName } from './standing-of.ts';
import { readSystemColumns, type SystemColumn } from './system-columns.ts';
import { tokenPrefix } from './told-part.ts';

export type ListedCell = Pick<
  StoredCell,
  | 'system'
  | 'holder'
  | 'accountKind'
  | 'isEnabled'
  | 'canAct'
  | 'roles'
  | 'ways'
  | 'grants'
  | 'tokens'
  | 'lastSeenAt'
  | 'observedAt'
  | 'position'
> & {
  readonly rights: FourRights;
  readonly source: ListSource;
  /** Its system's lists are whole just now. */
  readonly isComplete: boolean;
  /** The last whole list of its system; null where none was. */
  readonly seenAt: string | null;
};

export type ListedPrincipal = {
  readonly principal: string;
  readonly kind: StoredPrincipal['kind'];
  readonly state: StoredPrincipal['state'];
  readonly endsOn: string | null;
  readonly name: string | Personal;
  readonly danger: number;
  readonly systems: number;
  readonly cells: readonly ListedCell[];
};

export type AccessPage = {
  readonly items: readonly ListedPrincipal[];
  readonly nextCursor: string | null;
  /** More names hold the words than were looked at: whoever is missing may be among them. */
  readonly isSearchCut: boolean;
};

export type AccessAsked = Omit<AccessQuery, 'among' | 'after'> & {
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  /** Names that whoever asks may not see find nothing. */
  readonly mayShow: (personalClass: PersonalClass) => boolean;
};

/** A page of who may do what, unknown ones and the most dangerous first, with everything each of them has. */
export async function listAccess(tx: Tx, asked: AccessAsked, services: AccessServices): Promise<AccessPage> {
  const { search, cursor, mayShow, ...query } = asked;
  const called = search === undefined ? null : await principalsCalled(tx, search, mayShow, services);
  const among = called?.among ?? null;
  const principals = await listPrincipals(tx, { ...query, among, after: parseAccessCursor(cursor) });
  const items = await viewPrincipals(tx, principals, services);
  const last = principals.at(-1);
  const isEnd = last === undefined || principals.length < query.limit;
  return { items, nextCursor: isEnd ? null : printAccessCursor(last), isSearchCut: called?.isCut ?? false };
}

/** So many people and so many agencies that are called so are looked at. */
const calledMax = 200;

/** By name, mail address or login of a person or holder as far as it may be seen, or by the name of an agency. */
async function principalsCalled(
  tx: Tx,
  words: string,
  mayShow: AccessAsked['mayShow'],
  services: AccessServices,
): Promise<{ readonly among: readonly Principal[]; readonly isCut: boolean }> {
  const found = await findSubjects(tx, { words, mayShow, limit: calledMax + 1 }, services);
  const agencies = await agenciesCalled(tx, words, calledMax + 1);
  const subjects = found.slice(0, calledMax).map(({ subject }) => subject);
  const ofAgencies = agencies.slice(0, calledMax).map((id) => ({ kind: 'agency', id }) as const);
  const among = [...(await principalsOfSubjects(tx, subjects)), ...ofAgencies];
  return { among, isCut: found.length > calledMax || agencies.length > calledMax };
}

export async function viewPrincipals(
  tx: Tx,
  principals: readonly StoredPrincipal[],
  services: AccessServices,
): Promise<readonly ListedPrincipal[]> {
  const cells = await cellsOfPrincipals(tx, principals);
  const view = await cellViewer(tx, services);
  const nameOf = await namesOf(tx, principals, services);
  const groups = Map.groupBy(cells, (cell) =>
    principalName({ kind: cell.principalKind, id: cell.principalId }),
  );
  return principals.map((one) => ({
    principal: one.id,
    kind: one.kind,
    state: one.state,
    endsOn: one.endsOn,
    name: nameOf(one),
    danger: one.danger,
    systems: one.systems,
    cells: (groups.get(principalName(one)) ?? []).map(view),
  }));
}

/** What people call a principal, an unknown one with its mail address; a token nobody owns is called by its id at its source. */
export async function namesOf(
  tx: Tx,
  principals: readonly Principal[],
  services: AccessServices,
): Promise<(principal: Principal) => string | Personal> {
  const subjects = principals.filter(isSubject).map(({ id }) => id);
  const identities = await readIdentities(tx, subjects, services);
  const agencies = await readAgencyNames(
    tx,
    principals.filter(({ kind }) => kind === 'agency').map(({ id }) => id),
  );
  return (principal) => {
    const { kind, id } = principal;
    if (isSubject(principal)) {
      const identity = identities.get(id);
      return new Personal(kind === 'unknown' ? calledByWithMail(id, identity) : [calledBy(id, identity)]);
    }
    return agencies.get(principal.id) ?? principal.id.replace(tokenPrefix, '');
  };
}

function isSubject({ kind, id }: Principal): boolean {
  return kind !== 'agency' && !id.startsWith(tokenPrefix);
}

/** Shows a cell as far as its lists can tell. */
export async function cellViewer(
  tx: Tx,
  services: AccessServices,
): Promise<(cell: StoredCell) => ListedCell> {
  const columns = new Map((await readSystemColumns(tx, services)).map((column) => [column.system, column]));
  const sourceOf = await readSources(tx, services);
  return (cell) => viewCell(cell, columns.get(cell.system), sourceOf(cell.connections, cell.system));
}

function viewCell(cell: StoredCell, column: SystemColumn | undefined, source: ListSource): ListedCell {
  const { system, holder, accountKind, isEnabled, canAct, roles, ways, grants, tokens } = cell;
  const { lastSeenAt, observedAt, position } = cell;
  return {
    ...{ system, holder, accountKind, isEnabled, canAct, roles, ways, grants, tokens },
    ...{ lastSeenAt, observedAt, position, source },
    rights: asFarAsTold(rightsOf(cell.rights), column?.isGrantListWhole === true),
    isComplete: column?.list === 'whole',
    seenAt: column?.lastCompleteAt ?? null,
  };
}
