import { countItems, type PopulationStatus } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { dayIn } from './expected-periods.ts';
import { type FrozenSystem, reasonsOf } from './freeze-system.ts';
import { type KnownSystem, readKnownSystems } from './known-systems.ts';
import { currentPeriod } from './open-review.ts';
import { expectedReviews } from './review-listing.ts';
import { listCountedSystems, type ReviewOfSystem } from './review-systems.store.ts';

export type DueReview = Pick<FrozenSystem, 'system' | 'source' | 'isWhole' | 'reasons'> & {
  readonly name: string;
  readonly owner: string | null;
  readonly accounts: number;
  readonly cadenceDays: number | null;
  readonly period: string;
  readonly dueAt: string | null;
  readonly review: string | null;
  readonly state: 'none' | 'due' | 'open' | 'done';
  readonly missed: readonly string[];
};

type Now = { readonly populations: readonly PopulationStatus[]; readonly zone: string; readonly now: string };

/** Every system that is registered or that some list of accounts names, by name. */
export async function dueReviews(tx: Tx, { populations, zone, now }: Now): Promise<readonly DueReview[]> {
  const held = await listCountedSystems(tx);
  const systems = await readKnownSystems(tx);
  const due: DueReview[] = [];
  for (const one of systems) {
    const lists = listsOf(one.system, populations);
    const source = sourceOf(one, lists.accounts.length > 0);
    const reasons = reasonsOf({ ...lists, source, erased: 0 });
    const accounts = lists.accounts.length === 0 ? 0 : await countItems(tx, 'account', one.system);
    const stand = standing(one, { held, now, zone });
    const whole = { source, reasons, isWhole: reasons.length === 0 };
    const { system, name, owner, cadenceDays } = one;
    due.push({ ...{ system, name, owner, accounts, cadenceDays }, ...whole, ...stand });
  }
  return due;
}

function listsOf(system: string, populations: readonly PopulationStatus[]) {
  const own = populations.filter(({ scope }) => scope === system);
  return {
    accounts: own.filter(({ kind }) => kind === 'account'),
    grants: own.filter(({ kind }) => kind === 'grant'),
  };
}

function sourceOf({ means }: KnownSystem, hasList: boolean): FrozenSystem['source'] {
  if (means === 'attested') return 'attested';
  return hasList ? (means ?? 'live') : 'unknown';
}

type Held = { readonly held: readonly ReviewOfSystem[]; readonly now: string; readonly zone: string };

function standing(
  one: KnownSystem,
  { held, now, zone }: Held,
): Pick<DueReview, 'period' | 'dueAt' | 'review' | 'state' | 'missed'> {
  const period = currentPeriod(one, { today: dayIn(now, zone), zone });
  const own = new Map(held.filter(({ system }) => system === one.system).map((row) => [row.period, row]));
  const expected = expectedReviews([one], now, zone);
  const current = own.get(period);
  const missed = expected
    .filter(({ name }) => name !== period && (own.get(name)?.closedAt ?? null) === null)
    .map(({ name }) => name);
  const dueAt = expected.find(({ name }) => name === period)?.dueAt ?? null;
  const state =
    current === undefined ? (dueAt === null ? 'none' : 'due') : current.closedAt === null ? 'open' : 'done';
  return { period, dueAt, review: current?.review ?? null, state, missed };
}
