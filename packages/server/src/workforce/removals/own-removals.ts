import { knownSubject, type RecordOf } from '@daybook/kit';
import type { OwnListingPart, Services } from '../../platform/index.ts';
import { runGaps } from '../leavers/run-gaps.ts';
import { peopleGaps } from '../people-gaps.ts';
import type { Removal } from './removal.ts';
import { countRemovals, pageOfRemovals } from './removals.store.ts';

const pageSize = 500;

/** What has to go, as Daybook tells it of itself: the controls about leavers and agencies rest on it. */
export function ownRemovals(services: Services): OwnListingPart {
  return {
    types: ['access-removal.', 'leaver-run.'],
    listings: async (workspaceId) => [
      {
        kind: 'access-removal',
        scope: 'daybook',
        query: 'everything that had to go since somebody left, an engagement ended or a review said so',
        gaps: () =>
          services.database.withWorkspace(workspaceId, async (tx) => [
            ...(await peopleGaps(tx, services)),
            ...(await runGaps(tx, services)),
          ]),
        count: () => services.database.withWorkspace(workspaceId, countRemovals),
        page: async (after) => {
          const rows = await services.database.withWorkspace(workspaceId, (tx) =>
            pageOfRemovals(tx, after ?? '', pageSize),
          );
          const items = rows.map(recordOf);
          return { items, next: rows.length < pageSize ? null : (rows.at(-1)?.id ?? null) };
        },
      },
    ],
  };
}

function recordOf(one: Removal): RecordOf<'access-removal'> {
  return {
    removal: one.id,
    cause: one.cause,
    subject: one.subject === null ? null : knownSubject(one.subject),
    agency: one.agency,
    system: one.system,
    what: one.what,
    layer: one.layer,
    effectiveAt: one.effectiveAt,
    dueAt: one.dueAt,
    state: one.state,
    lastSeenAt: one.lastSeenAt,
    firstAbsentAt: one.firstAbsentAt,
    attestedAt: one.state === 'attested' ? one.confirmedAt : null,
    attestedUntil: one.state === 'attested' ? one.attestedUntil : null,
    exceptedAt: one.state === 'excepted' ? one.exceptedAt : null,
    exceptedUntil: one.state === 'excepted' ? one.exceptedUntil : null,
    approvedAgainAt: one.approvedAgainAt,
    isObservable: one.isObservable,
    usedAfterAt: one.usedAfterAt,
  };
}
