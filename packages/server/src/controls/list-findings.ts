import { checksOfControl } from '@daybook/catalog';
import { type FindingCounts, type Outcome, populationReach } from '@daybook/kit';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { controlStatusAt } from './control-statuses.ts';
import { decodeCursor, encodeCursor } from './findings-cursor.ts';
import { type ListedFinding, type ListPhase, type PhasePage, readPhase } from './list-phase.ts';

export type FindingsQuery = {
  readonly control: string;
  readonly outcome: Outcome | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
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
      const base = { release, reach, outcome, asOf };
      if (outcome === 'pass') return [{ ...base, source: 'passes' as const }];
      // A pass on a list that is not whole is shown as unknown, after what the check itself calls unknown.
      const alsoPasses = outcome === 'unknown' ? [{ ...base, source: 'passes' as const }] : [];
      return [{ ...base, source: 'rows' as const }, ...alsoPasses];
    }),
  );
  const page = await readPhases(tx, phases, query);
  return { ...page, counts: status.judgement.counts };
}

const allOutcomes: readonly Outcome[] = ['fail', 'unknown', 'not-applicable', 'pass'];

async function readPhases(tx: Tx, phases: readonly ListPhase[], query: FindingsQuery) {
  let { phase, after } = decodeCursor(query.cursor);
  const items: ListedFinding[] = [];
  while (phase < phases.length) {
    const current = phases[phase];
    if (current === undefined) break;
    const read: PhasePage = await readPhase(tx, current, { after, limit: query.limit - items.length });
    items.push(...read.items);
    if (read.after === null) phase += 1;
    after = read.after;
    if (after !== null || items.length >= query.limit) break;
  }
  const isEnd = phase >= phases.length;
  return { items, nextCursor: isEnd ? null : encodeCursor({ phase, after }) };
}
