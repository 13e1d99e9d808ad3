import { listConnections } from '../../connections/index.ts';
import { type WholeSince, wholeSince } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { type Attestation, newestConfirmed } from '../systems/attestations.store.ts';
import { type RegisteredSystem, readSystems } from '../systems/read-systems.ts';
import type { LeaverRun } from './leaver-run.ts';
import type { RunLists } from './run-clock.ts';

type Asked = Pick<LeaverRun, 'effectiveAt' | 'state' | 'closedAt' | 'position'>;

const kinds = ['account', 'grant', 'credential'] as const;
const ownConnector = 'daybook';
const ownSystem = 'daybook';

/**
 * Which lists could show anything of theirs since they left. What of theirs was found is only as much as the lists held: a
 * system nobody listed whole since may hold more. Of a run that is closed what was known when it closed counts.
 */
export async function listsSince(tx: Tx, runs: readonly Asked[]): Promise<(run: Asked) => RunLists> {
  if (runs.length === 0) return () => ({ unseen: [], byWord: [], wholeAt: null });
  const own = new Set(
    (await listConnections(tx)).filter(({ connector }) => connector === ownConnector).map(({ id }) => id),
  );
  const told = await wholeSince(
    tx,
    kinds,
    runs.map(({ effectiveAt }) => effectiveAt),
  );
  // What Daybook tells of another system is what two people attested, not what its source listed.
  const lists = told.filter(({ connection, scope }) => !own.has(connection) || scope === ownSystem);
  const known = { systems: await readSystems(tx), attested: await newestConfirmed(tx) };
  const byInstant = Map.groupBy(lists, ({ instant }) => instant);
  return (run) => judgeLists(run, byInstant.get(run.effectiveAt) ?? [], known);
}

type Known = {
  readonly systems: readonly RegisteredSystem[];
  readonly attested: ReadonlyMap<string, Attestation>;
};

function judgeLists(run: Asked, lists: readonly WholeSince[], known: Known): RunLists {
  const counted = lists.filter(({ firstToldAt }) => run.closedAt === null || firstToldAt <= run.closedAt);
  const missing = counted.filter(({ wholeAt }) => wholeAt === null).map(({ scope }) => scope);
  const listed = new Set(counted.map(({ scope }) => scope));
  const unlisted = known.systems.filter(
    ({ system, position }) => !listed.has(system) && (run.closedAt === null || position < run.position),
  );
  const isAttested = ({ system, means }: RegisteredSystem) => {
    const said = known.attested.get(system);
    return means === 'attested' && said?.withdrawnAt === null && said.madeAt >= run.effectiveAt;
  };
  const nameOf = (system: string) => known.systems.find((one) => one.system === system)?.name ?? system;
  const never = unlisted.filter((one) => !isAttested(one)).map(({ system }) => system);
  // A list that came only after they left says nothing of when their access ended.
  const since = counted.filter(({ firstToldAt }) => firstToldAt <= run.effectiveAt);
  return {
    unseen: [...new Set([...missing, ...never])].map(nameOf).toSorted(),
    byWord: unlisted.filter(isAttested).map(({ name }) => name),
    wholeAt: since.reduce((last: string | null, { wholeAt }) => later(last, wholeAt), null),
  };
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
