import { countOutcome, noFindings } from '@daybook/kit';
import { countItems } from '../facts/index.ts';
import type { ScopeCounts } from './check-results.store.ts';
import { countRows } from './findings.store.ts';
import type { CheckRun } from './run-check.ts';

/** The check's own counts by scope: what has no row passes. */
export async function countScopes({ tx, release, populations }: CheckRun): Promise<readonly ScopeCounts[]> {
  const { check } = release;
  const rows = await countRows(tx, check.id);
  const listed = populations.filter((population) => population.kind === check.population);
  const scopes = new Set([...listed.map(({ scope }) => scope), ...rows.map(({ scope }) => scope)]);
  const counted: ScopeCounts[] = [];
  for (const scope of [...scopes].toSorted()) {
    const items = await countItems(tx, check.population, scope);
    let counts = noFindings;
    for (const row of rows) if (row.scope === scope) counts = countOutcome(counts, row.outcome, row.items);
    const passes = items - (counts.fail + counts.unknown + counts.notApplicable);
    if (passes < 0) throw new Error('a check has findings about items that are gone');
    counted.push({ scope, counts: countOutcome(counts, 'pass', passes) });
  }
  return counted;
}
