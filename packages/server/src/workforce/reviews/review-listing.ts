import type { OwnListing, RecordOf } from '@daybook/kit';
import { knownSubject } from '@daybook/kit';
import {
  type OwnListingPart,
  readWorkspace,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { listRemovals } from '../removals/open-removals.ts';
import type { Removal } from '../removals/removal.ts';
import { dayIn, type ExpectedPeriod, expectedPeriods, isTimely, startOfDay } from './expected-periods.ts';
import { type KnownSystem, readKnownSystems } from './known-systems.ts';
import { proofOf } from './removal-proof.ts';
import { listCountedSystems, type ReviewOfSystem } from './review-systems.store.ts';

/** Every review of every system that was held, and every one that was due and was not. */
export function reviewListing(services: Services): OwnListingPart {
  return {
    types: ['access-review.', 'access-removal.', 'system.'],
    listings: async (workspaceId) => [listing(workspaceId, services)],
  };
}

const pageSize = 500;

function listing(workspaceId: WorkspaceId, services: Services): OwnListing {
  const rows = () =>
    services.database.withWorkspace(workspaceId, (tx) => reviewRecords(tx, workspaceId, services));
  return {
    kind: 'access-review',
    scope: 'daybook',
    query: 'every review of access that was due or held in this workspace',
    gaps: () =>
      services.database.withWorkspace(workspaceId, async (tx) => unplanned(await readKnownSystems(tx))),
    count: async () => (await rows()).length,
    page: async (after) => {
      const all = await rows();
      const from = after === null ? 0 : Number(after);
      const items = all.slice(from, from + pageSize);
      return { items, next: from + pageSize < all.length ? String(from + pageSize) : null };
    },
  };
}

const namedMax = 20;

/** A system nobody planned reviews of is in no period, so the list of reviews lacks all of its own. */
export function unplanned(systems: readonly KnownSystem[]): readonly string[] {
  const without = systems.filter(({ since }) => since === null).map(({ system }) => system);
  const named = without
    .slice(0, namedMax)
    .map((system) => `nobody said how often the access to \`${system}\` is reviewed`);
  const more = without.length - named.length;
  return more === 0 ? named : [...named, `nor that to ${more} more systems`];
}

type ReviewRecord = RecordOf<'access-review'>;

/** In order of system and period. Periods come from each system's cadence, whether or not anybody opened a review. */
async function reviewRecords(
  tx: Tx,
  workspaceId: WorkspaceId,
  services: Services,
): Promise<readonly ReviewRecord[]> {
  const { zone } = await readWorkspace(tx, workspaceId);
  const now = services.clock.now();
  const held = await listCountedSystems(tx);
  const removals = new Map<string, readonly Removal[]>();
  for (const review of new Set(held.map((one) => one.review))) {
    removals.set(review, await listRemovals(tx, { origin: review }));
  }
  const records = new Map<string, ReviewRecord>();
  for (const { system, name, dueAt } of expectedReviews(await readKnownSystems(tx), now, zone)) {
    records.set(`${system}\n${name}`, missedRecord(system, name, dueAt));
  }
  for (const one of held) {
    const place = `${one.system}\n${one.period}`;
    const dueAt = records.get(place)?.dueAt ?? one.dueAt;
    const own = (removals.get(one.review) ?? []).filter(({ system }) => system === one.system);
    records.set(place, heldRecord(one, dueAt, own, now));
  }
  return [...records.values()].sort((left, right) =>
    `${left.system}\n${left.period}` < `${right.system}\n${right.period}` ? -1 : 1,
  );
}

export type ExpectedReview = ExpectedPeriod & { readonly system: string; readonly dueAt: string };

/**
 * What is to be reviewed by the cadences of the registered systems, from each one's registration to now; a period that was
 * nearly over when its system was registered asks for nothing.
 */
export function expectedReviews(
  systems: readonly KnownSystem[],
  now: string,
  zone: string,
): readonly ExpectedReview[] {
  return systems.flatMap(({ system, cadenceDays, since }) => {
    if (cadenceDays === null || since === null) return [];
    const from = dayIn(since, zone);
    const periods = expectedPeriods(cadenceDays, from, dayIn(now, zone));
    return periods
      .filter((period) => isTimely(period, from, cadenceDays))
      .map((period) => ({ ...period, system, dueAt: startOfDay(period.until, zone) }));
  });
}

function missedRecord(system: string, period: string, dueAt: string): ReviewRecord {
  const nothing = { items: 0, decided: 0, ownDecisions: 0, removals: 0, removalsProven: 0, removalsLate: 0 };
  const never = { openedAt: null, closedAt: null, reviewers: [], isWhole: 'unknown' as const };
  return { system, period, dueAt, ...never, ...nothing };
}

function heldRecord(
  one: ReviewOfSystem,
  dueAt: string,
  removals: readonly Removal[],
  now: string,
): ReviewRecord {
  const { system, period, openedAt, closedAt, isWhole, items, decided, ownDecisions } = one;
  return {
    system,
    period,
    dueAt,
    openedAt,
    closedAt,
    reviewers: one.reviewers.map(knownSubject),
    isWhole,
    items,
    decided,
    ownDecisions,
    removals: removals.length,
    removalsProven: removals.filter((removal) => proofOf(removal, now) === 'proven').length,
    removalsLate: removals.filter((removal) => proofOf(removal, now) === 'late').length,
  };
}
