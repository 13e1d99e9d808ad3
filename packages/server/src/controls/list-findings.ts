import { checksOfControl } from '@daybook/catalog';
import { type FindingCounts, type Outcome, type PopulationReach, populationReach } from '@daybook/kit';
import { itemTitle, subjectsIn } from '../facts/index.ts';
import { readIdentities } from '../intake/index.ts';
import { type Personal, refuse, type Services, type Tx } from '../platform/index.ts';
import { mayPass } from './control-judgement.ts';
import { controlStatusAt } from './control-statuses.ts';
import { decodeCursor, encodeCursor } from './findings-cursor.ts';
import { type ListPhase, type PhaseEntry, type PhasePage, readPhase } from './list-phase.ts';

export type FindingsQuery = {
  readonly control: string;
  readonly outcome: Outcome | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
};

export type ListedFinding = {
  readonly check: string;
  readonly version: number;
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
  /** With names in it, for those who may see them. */
  readonly title: string | Personal;
  readonly outcome: Outcome;
  readonly code: string;
  readonly reason: string;
  readonly settle: string | null;
  /** The newest entry the item rests on. */
  readonly position: number;
  readonly occurredAt: string | null;
};

export type FindingsPage = {
  readonly items: readonly ListedFinding[];
  readonly nextCursor: string | null;
  /** Of the whole control, whatever outcome was asked for. */
  readonly counts: FindingCounts;
};

/**
 * The findings of a control as they stand now, completeness applied: failures first, then what is unknown, what does not
 * apply, and what passes; inside each by place. A page may be shorter than its limit before the last one.
 */
export async function listFindings(tx: Tx, query: FindingsQuery, services: Services): Promise<FindingsPage> {
  const asOf = services.clock.now();
  const status = (await controlStatusAt(tx, query.control, asOf, services)) ?? refuse('not-found');
  const releases = checksOfControl(services.catalog, query.control);
  const order: readonly Outcome[] = query.outcome === undefined ? allOutcomes : [query.outcome];
  const phases: ListPhase[] = order.flatMap((outcome) =>
    releases.flatMap((release) => {
      const reach = populationReach(release.check, status.populations);
      const base = { release, reach, outcome, asOf, isEmpty: false };
      const hasPasses = status.judgement.counts.pass > 0;
      if (outcome === 'pass') return [{ ...base, source: 'passes' as const, isEmpty: !hasPasses }];
      // A pass on a list that is not whole is shown as unknown, after what the check itself calls unknown.
      const alsoPasses =
        outcome === 'unknown'
          ? [
              {
                ...base,
                source: 'passes' as const,
                isEmpty: everyScopeMayPass(release.check.population, reach),
              },
            ]
          : [];
      return [{ ...base, source: 'rows' as const }, ...alsoPasses];
    }),
  );
  const { entries, nextCursor } = await readPhases(tx, phases, query);
  const items = await withTitles(tx, entries, services);
  return { items, nextCursor, counts: status.judgement.counts };
}

function everyScopeMayPass(kind: string, reach: PopulationReach): boolean {
  const own = reach.populations.filter((population) => population.kind === kind);
  return own.every(({ scope }) => mayPass(reach, scope));
}

const allOutcomes: readonly Outcome[] = ['fail', 'unknown', 'not-applicable', 'pass'];

async function readPhases(tx: Tx, phases: readonly ListPhase[], query: FindingsQuery) {
  let { phase, after } = decodeCursor(query.cursor);
  const entries: PhaseEntry[] = [];
  while (phase < phases.length) {
    const current = phases[phase];
    if (current === undefined) break;
    const read: PhasePage = await readPhase(tx, current, { after, limit: query.limit - entries.length });
    entries.push(...read.items);
    if (read.after === null) phase += 1;
    after = read.after;
    if (after !== null || entries.length >= query.limit) break;
  }
  const isEnd = phase >= phases.length;
  return { entries, nextCursor: isEnd ? null : encodeCursor({ phase, after }) };
}

async function withTitles(
  tx: Tx,
  entries: readonly PhaseEntry[],
  services: Services,
): Promise<readonly ListedFinding[]> {
  const names = await readIdentities(tx, subjectsIn(entries.map(({ item }) => item.key)), services);
  return entries.map(({ item, check, version, finding: { outcome, code, reason, settle } }) => ({
    check,
    version,
    kind: item.kind,
    scope: item.scope,
    key: item.key,
    title: itemTitle(item, names),
    outcome,
    code,
    reason,
    settle: settle ?? null,
    position: item.position,
    occurredAt: item.occurredAt,
  }));
}
