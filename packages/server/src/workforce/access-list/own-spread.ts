import { type FactKind, knownSubject, type OwnListing, type RecordOf } from '@daybook/kit';
import { listConnections } from '../../connections/index.ts';
import { listPopulations, type PopulationStatus } from '../../facts/index.ts';
import type { OwnListingPart, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { readSystemCounts, type SystemCounts } from './counts.store.ts';
import { followAccessList } from './follow-access-list.ts';
import { readSpread } from './spread.store.ts';
import { systemOfList } from './systems-told.ts';

const kind = 'system-access';
/** Daybook tells of its own rights by itself. */
const ownScope = 'daybook';

/**
 * Tells of each list of grants how the right to administer is spread on the systems it tells of, where no source says so itself.
 * Without a whole list of both accounts and grants no number is told. Read again whenever the access list changed in a way
 * that counts here.
 */
export function ownSpread(services: Services): OwnListingPart {
  return {
    types: [],
    listings: async (workspaceId) => {
      await followAccessList(workspaceId, services);
      const told = await services.database.withWorkspace(workspaceId, (tx) => toldLists(tx, services));
      return told.map((one) => listingOf(one, workspaceId, services));
    },
  };
}

type ToldList = {
  readonly scope: string;
  /** What another source tells of it; null where Daybook is the one to tell. */
  readonly theirs: PopulationStatus | null;
};

/** One for each list of grants; one that another source began to tell itself is told on, as empty, so that nothing counts twice. */
async function toldLists(tx: Tx, services: Services): Promise<readonly ToldList[]> {
  const isOwn = (connector: string) => services.catalog.connectors.get(connector)?.isOwn === true;
  const connections = await listConnections(tx);
  const idsOf = (own: boolean) =>
    connections.filter(({ connector }) => isOwn(connector) === own).map(({ id }) => id);
  const others = await listPopulations(tx, services, idsOf(false));
  const theirs = new Map(others.filter((one) => one.kind === kind).map((one) => [one.scope, one]));
  const own = await listPopulations(tx, services, idsOf(true));
  const once = own.filter((one) => one.kind === kind).map(({ scope }) => scope);
  const grants = [...own, ...others].filter((one) => one.kind === 'grant').map(({ scope }) => scope);
  const scopes = new Set([...grants.filter((scope) => !theirs.has(scope)), ...once]);
  scopes.delete(ownScope);
  return [...scopes].toSorted().map((scope) => ({ scope, theirs: theirs.get(scope) ?? null }));
}

function listingOf(list: ToldList, workspaceId: WorkspaceId, services: Services): OwnListing {
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => services.database.withWorkspace(workspaceId, work);
  const told = (tx: Tx) => systemsToTell(tx, list, services);
  return {
    kind,
    scope: list.scope,
    query: `how the right to administer is spread by the accounts and grants of ${list.scope}`.slice(0, 500),
    gaps: async () =>
      list.theirs === null ? inTx((tx) => gapsOf(tx, list.scope, services)) : [...list.theirs.reasons],
    count: async () => (await inTx(told)).length,
    page: (after) =>
      inTx(async (tx) => {
        const records: RecordOf<typeof kind>[] = [];
        if (after !== null) return { items: records, next: null };
        for (const { system } of await told(tx)) records.push(await recordOf(tx, system));
        return { items: records, next: null };
      }),
  };
}

/** None as long as a list is not whole: a number of a part of them would be no number of the system. */
async function systemsToTell(
  tx: Tx,
  { scope, theirs }: ToldList,
  services: Services,
): Promise<readonly SystemCounts[]> {
  if (theirs !== null || (await gapsOf(tx, scope, services)).length > 0) return [];
  return systemsOf(await readSystemCounts(tx), 'grant', scope);
}

function systemsOf(counts: readonly SystemCounts[], of: FactKind, scope: string): readonly SystemCounts[] {
  const named = new Set(systemOfList(counts, `${of} ${scope}`, scope));
  return counts.filter(({ system }) => named.has(system));
}

async function gapsOf(tx: Tx, scope: string, services: Services): Promise<readonly string[]> {
  const populations = await listPopulations(tx, services);
  const counts = await readSystemCounts(tx);
  const listsOf = (of: 'account' | 'grant', system: string) =>
    populations.filter(
      (one) => one.kind === of && systemOfList(counts, `${of} ${one.scope}`, one.scope).includes(system),
    );
  const reasons = systemsOf(counts, 'grant', scope).flatMap(({ system }) => [
    ...reasonsOf('account', listsOf('account', system)),
    ...reasonsOf('grant', listsOf('grant', system)),
  ]);
  return [...new Set(reasons)].slice(0, reasonsMax);
}

const reasonsMax = 20;

function reasonsOf(of: 'account' | 'grant', lists: readonly PopulationStatus[]): readonly string[] {
  if (lists.length === 0) return [`no list of the ${of}s of this system is known`];
  return lists
    .filter(({ isComplete }) => !isComplete)
    .flatMap(({ reasons }) => reasons)
    .map((reason) => `the list of its ${of}s is not whole: ${reason}`.slice(0, 500));
}

async function recordOf(tx: Tx, system: string): Promise<RecordOf<typeof kind>> {
  const { administrators, ...spread } = await readSpread(tx, system);
  return { system, ...spread, administrators: administrators.map(knownSubject) };
}
