import { makeOwnReadingDue } from '../../intake/index.ts';
import type { Tx } from '../../platform/index.ts';
import { type AccountRef, accountName } from '../linking/account-link.ts';
import { readLinks } from '../linking/read-links.ts';
import {
  cellsOfPrincipals,
  readCells,
  readPrincipals,
  removePrincipals,
  type StoredCell,
  type StoredPrincipal,
  saveCells,
  savePrincipals,
} from './cells.store.ts';
import { type CellChange, changesSpread, systemChanges, tallyChanges } from './count-changes.ts';
import { addSystemCounts, addTallies, onListsOfPeople, readSystemCounts } from './counts.store.ts';
import { dangerOf, dangerOfAll } from './danger-of.ts';
import { type FoldedCell, foldCell } from './fold-cell.ts';
import { joinRights, lettersOf, rightsOf } from './four-rights.ts';
import { readParts } from './parts.store.ts';
import { type Principal, principalName, type Standing, standingOf } from './standing-of.ts';

const pairsMax = 1_000;

/**
 * Joins these cells again from their parts and links, and everything that is counted of them. When that changes how the right to
 * administer is spread, Daybook tells of it again at once.
 */
export async function joinCells(tx: Tx, touched: readonly AccountRef[], today: string): Promise<void> {
  const pairs = [...new Map(touched.map((pair) => [accountName(pair), pair])).values()];
  let hasSpreadChanged = false;
  for (let i = 0; i < pairs.length; i += pairsMax) {
    const changes = await joinSome(tx, pairs.slice(i, i + pairsMax), today);
    hasSpreadChanged ||= changes.some(changesSpread);
  }
  if (hasSpreadChanged) await makeOwnReadingDue(tx);
}

async function joinSome(tx: Tx, pairs: readonly AccountRef[], today: string): Promise<readonly CellChange[]> {
  const before = new Map((await readCells(tx, pairs)).map((cell) => [accountName(cell), cell]));
  const standings = await standingsOf(tx, pairs, today);
  const folded = await foldAll(tx, pairs);
  const joined = pairs.flatMap((pair) => {
    const name = accountName(pair);
    const standing = standings.get(name);
    if (standing === undefined) throw new Error('a holder stands for nobody');
    return cellOf(pair, { standing, folded: folded.get(name) ?? null, before: before.get(name) });
  });
  const beside = await besideCells(tx, [...before.values(), ...joined], new Set(pairs.map(accountName)));
  const principals = principalsOf(
    [...joined, ...beside],
    standings,
    await knownPrincipals(tx, beside, before),
  );
  await save(tx, { before, joined, beside, principals });
  return joined.map((after) => ({ before: before.get(accountName(after)), after }));
}

async function standingsOf(
  tx: Tx,
  pairs: readonly AccountRef[],
  today: string,
): Promise<ReadonlyMap<string, Standing>> {
  const links = await readLinks(tx, pairs);
  const people = [
    ...[...links.values()].flatMap(({ person }) => person ?? []),
    ...pairs.map(({ holder }) => holder),
  ];
  const listed = await onListsOfPeople(tx, [...new Set(people)]);
  const isOnList = (subject: string) => listed.has(subject);
  return new Map(
    pairs.map((pair) => {
      const link = links.get(accountName(pair));
      return [accountName(pair), standingOf(pair.holder, { link, isOnList, today })];
    }),
  );
}

async function foldAll(
  tx: Tx,
  pairs: readonly AccountRef[],
): Promise<ReadonlyMap<string, FoldedCell | null>> {
  const parts = Map.groupBy(await readParts(tx, pairs), accountName);
  const telling = new Set(
    (await readSystemCounts(tx)).filter((one) => one.tellsGrants).map(({ system }) => system),
  );
  return new Map(
    pairs.map((pair) => {
      const tellsGrants = telling.has(pair.system);
      return [accountName(pair), foldCell(parts.get(accountName(pair)) ?? [], { tellsGrants })];
    }),
  );
}

type CellState = {
  readonly standing: Standing;
  readonly folded: FoldedCell | null;
  readonly before: StoredCell | undefined;
};

function cellOf(
  { holder, system }: AccountRef,
  { standing, folded, before }: CellState,
): readonly StoredCell[] {
  // What is gone keeps what was known of it last, and whose it was.
  if (folded === null)
    return before === undefined ? [] : [{ ...before, isGone: true, danger: 0, principalDanger: 0 }];
  const { rights, ...rest } = folded;
  return [
    {
      ...rest,
      holder,
      system,
      rights: lettersOf(rights),
      principalKind: standing.kind,
      principalId: standing.id,
      principalDanger: 0,
      danger: dangerOf({ ...standing, rights, canAct: folded.canAct }),
      isGone: false,
    },
  ];
}

/** Everything else the same principals have, before and after. */
async function besideCells(tx: Tx, cells: readonly StoredCell[], own: ReadonlySet<string>) {
  const principals = new Map(cells.map((cell) => [principalName(principalOf(cell)), principalOf(cell)]));
  const found = await cellsOfPrincipals(tx, [...principals.values()]);
  return found.filter((cell) => !own.has(accountName(cell)));
}

function principalOf({ principalKind, principalId }: StoredCell): Principal {
  return { kind: principalKind, id: principalId };
}

async function knownPrincipals(
  tx: Tx,
  beside: readonly StoredCell[],
  before: ReadonlyMap<string, StoredCell>,
) {
  const asked = [...beside, ...before.values()].map(principalOf);
  return readPrincipals(tx, [...new Map(asked.map((one) => [principalName(one), one])).values()]);
}

type Principals = { readonly before: readonly StoredPrincipal[]; readonly after: readonly StoredPrincipal[] };

/** A principal none of whose cells was joined keeps its state; all cells of one principal agree on it. */
function principalsOf(
  cells: readonly StoredCell[],
  standings: ReadonlyMap<string, Standing>,
  before: readonly StoredPrincipal[],
): Principals {
  const kept = new Map(before.map((one) => [principalName(one), one]));
  const told = new Map([...standings.values()].map((one) => [principalName(one), one]));
  const groups = Map.groupBy(
    cells.filter(({ isGone }) => !isGone),
    (cell) => principalName(principalOf(cell)),
  );
  const after = [...groups].flatMap(([name, group]) => {
    const standing = told.get(name) ?? kept.get(name);
    return standing === undefined ? [] : [principalFrom(standing, group)];
  });
  return { before, after };
}

function principalFrom(standing: Standing | StoredPrincipal, cells: readonly StoredCell[]): StoredPrincipal {
  const { kind, id, state, endsOn } = standing;
  const known = cells.map(({ rights, canAct }) => ({ rights: rightsOf(rights), canAct }));
  const acting = known.filter(({ canAct }) => canAct).map(({ rights }) => rights);
  return {
    kind,
    id,
    state,
    endsOn,
    danger: dangerOfAll({ kind, state }, known),
    rights: lettersOf(joinRights(acting)),
    systems: new Set(cells.map(({ system }) => system)).size,
  };
}

type Joined = {
  readonly before: ReadonlyMap<string, StoredCell>;
  readonly joined: readonly StoredCell[];
  readonly beside: readonly StoredCell[];
  readonly principals: Principals;
};

async function save(tx: Tx, { before, joined, beside, principals }: Joined): Promise<void> {
  const dangers = new Map(principals.after.map((one) => [principalName(one), one.danger]));
  const placed = (cell: StoredCell): StoredCell =>
    cell.isGone
      ? cell
      : { ...cell, principalDanger: dangers.get(principalName(principalOf(cell))) ?? cell.principalDanger };
  const own = joined.map(placed);
  const moved = beside.map(placed).filter((cell, i) => cell.principalDanger !== beside[i]?.principalDanger);
  const left = principals.before.filter((one) => !dangers.has(principalName(one)));
  await savePrincipals(tx, principals.after);
  await removePrincipals(tx, left);
  await saveCells(tx, [...own, ...moved]);
  await addSystemCounts(
    tx,
    systemChanges(own.map((after) => ({ before: before.get(accountName(after)), after }))),
  );
  await addTallies(tx, tallyChanges(principals.before, principals.after));
}
