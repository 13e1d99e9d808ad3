import { knownSubject, type OwnListing, type RecordOf } from '@daybook/kit';
import { listPopulations, type PopulationStatus, readItems } from '../../facts/index.ts';
import type { OwnListingPart, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { readKnownSystems } from '../reviews/known-systems.ts';
import { countGains, listGains, type StoredGain } from './gains.store.ts';
import { type JudgedGain, judgeGains } from './judge-gains.ts';
import { isFit } from './match-gain.ts';

const pageSize = 500;

/** Every grant that appeared, and the request it rests on. */
export function gainListing(services: Services): OwnListingPart {
  return {
    types: ['access-request', 'account-link.', 'system.'],
    listings: async (workspaceId) => [listing(workspaceId, services)],
  };
}

function listing(workspaceId: WorkspaceId, services: Services): OwnListing {
  const { database, clock } = services;
  return {
    kind: 'access-gain',
    scope: 'daybook',
    query: 'every access that appeared after the first whole list of its system',
    gaps: () =>
      database.withWorkspace(workspaceId, async (tx) => {
        const lists = (await listPopulations(tx, services)).filter(({ kind }) => kind === 'grant');
        const partial = lists.filter(({ isComplete }) => !isComplete).map(({ scope }) => scope);
        const silent = await systemsWithoutGrants(tx, lists);
        return bounded([
          ...partial.map(
            (scope) => `the list of grants of \`${scope}\` is not whole, so new ones may be missing`,
          ),
          ...silent.map((system) => `no list tells of grants of \`${system}\`, so nobody sees new ones`),
        ]);
      }),
    count: () => database.withWorkspace(workspaceId, countGains),
    page: (after) =>
      database.withWorkspace(workspaceId, async (tx) => {
        const gains = await listGains(tx, { after: placeOf(after), limit: pageSize });
        const judged = await judgeGains(tx, gains, clock.now());
        const last = gains.at(-1);
        const next =
          last === undefined || gains.length < pageSize
            ? null
            : JSON.stringify([last.system, last.grant, last.firstPosition]);
        return { items: judged.map(recordOf), next };
      }),
  };
}

const reasonsMax = 20;

function bounded(reasons: readonly string[]): readonly string[] {
  const more = reasons.length - reasonsMax;
  return more <= 0
    ? reasons
    : [...reasons.slice(0, reasonsMax), `the same is so of ${more} more lists and systems`];
}

/** Systems with accounts, of whose grants no list tells: one named after it, or one with grants of it among others. */
async function systemsWithoutGrants(tx: Tx, lists: readonly PopulationStatus[]): Promise<readonly string[]> {
  const systems = await readKnownSystems(tx);
  const names = new Set(systems.map(({ system }) => system));
  const own = new Set(lists.map(({ scope }) => scope));
  const shared = lists.filter(({ scope }) => !names.has(scope));
  const silent: string[] = [];
  for (const { system } of systems) {
    if (!own.has(system) && !(await isIn(tx, system, shared))) silent.push(system);
  }
  return silent;
}

/** Keys of grants begin with their system. */
async function isIn(tx: Tx, system: string, lists: readonly PopulationStatus[]): Promise<boolean> {
  const beginning = `${system}/`;
  for (const { scope } of lists) {
    const [next] = await readItems(tx, { kind: 'grant', scope, after: { scope, key: beginning }, limit: 1 });
    if (next?.key.startsWith(beginning) === true) return true;
  }
  return false;
}

function placeOf(after: string | null): Pick<StoredGain, 'system' | 'grant' | 'firstPosition'> | null {
  if (after === null) return null;
  // Written by `page` above.
  const [system, grant, firstPosition] = JSON.parse(after) as [string, string, number];
  return { system, grant, firstPosition };
}

function recordOf(gain: JudgedGain): RecordOf<'access-gain'> {
  const { system, grant, holder, person, role, rights, lastAbsentAt, firstSeenAt, request, fit } = gain;
  return {
    ...{ system, grant, role, lastAbsentAt, firstSeenAt },
    holder: knownSubject(holder),
    person: person === null ? null : knownSubject(person),
    rights: rights === null ? 'unknown' : [...rights],
    request: request?.id ?? null,
    requestedBy: request === null ? null : knownSubject(request.requestedBy),
    approvedBy: request?.decidedBy == null ? null : knownSubject(request.decidedBy),
    approvedAt: request?.decidedAt ?? null,
    // What was right when it appeared stays so; that it is still there is another matter.
    fits: fit === 'ran-out' ? true : isFit(fit),
  };
}
