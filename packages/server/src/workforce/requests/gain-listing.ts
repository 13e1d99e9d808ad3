import { knownSubject, type OwnListing, type RecordOf } from '@daybook/kit';
import { listPopulations } from '../../facts/index.ts';
import type { OwnListingPart, Services, WorkspaceId } from '../../platform/index.ts';
import { countGains, listGains } from './gains.store.ts';
import { type JudgedGain, judgeGains } from './judge-gains.ts';
import { isFit } from './match-gain.ts';

const pageSize = 500;

/** Every grant that appeared, and the request it rests on. */
export function gainListing(services: Services): OwnListingPart {
  return {
    types: ['access-request', 'account-link.'],
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
        return partial.map(
          (scope) => `the list of grants of \`${scope}\` is not whole, so new ones may be missing`,
        );
      }),
    count: () => database.withWorkspace(workspaceId, countGains),
    page: (after) =>
      database.withWorkspace(workspaceId, async (tx) => {
        const gains = await listGains(tx, { after: placeOf(after), limit: pageSize });
        const judged = await judgeGains(tx, gains, clock.now());
        const last = gains.at(-1);
        const next =
          last === undefined || gains.length < pageSize ? null : JSON.stringify([last.system, last.grant]);
        return { items: judged.map(recordOf), next };
      }),
  };
}

function placeOf(after: string | null): { readonly system: string; readonly grant: string } | null {
  if (after === null) return null;
  // Written by `page` above.
  const [system, grant] = JSON.parse(after) as [string, string];
  return { system, grant };
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
