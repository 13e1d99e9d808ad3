import type { ReleasedCheck } from '@daybook/catalog';
import { type KnownPopulation, type PopulationReach, populationReach } from '@daybook/kit';
import type { PopulationStatus } from '../facts/index.ts';
import type { Services, Tx } from '../platform/index.ts';
import { type CheckCursor, lockCursor, moveCursor } from './check-cursors.store.ts';
import { type CheckResult, lastResult, type ScopeCounts } from './check-results.store.ts';
import { countScopes } from './count-scopes.ts';
import { evaluateWhatChanged } from './evaluate-what-changed.ts';
import { recordRun } from './record-run.ts';

/** One evaluation of one check: what it looks at, as of when, and the number its findings are known from. */
export type CheckRun = {
  readonly tx: Tx;
  readonly release: ReleasedCheck;
  readonly reach: PopulationReach;
  readonly populations: readonly PopulationStatus[];
  readonly asOf: string;
  readonly run: number;
  readonly services: Services;
};

/**
 * Brings one check up to the newest facts inside one transaction. True when something changed; then one `check.ran` was
 * appended as the transaction's last step.
 */
export async function runCheck(
  release: ReleasedCheck,
  input: Pick<CheckRun, 'tx' | 'populations' | 'asOf' | 'services'>,
): Promise<boolean> {
  const { tx, populations, asOf } = input;
  const cursor = await lockCursor(tx, release.check.id, asOf);
  const reach = populationReach(release.check, populations);
  const run: CheckRun = { ...input, release, reach, run: cursor.run + 1 };
  const hasNewRows = await evaluateWhatChanged(run, cursor);
  const scopes = await countScopes(run);
  const previous = await lastResult(tx, release.check.id);
  const seen = completenessOf(reach);
  const hasChanged =
    hasNewRows || differs(run, previous, scopes) || wordsOf(cursor.populations) !== wordsOf(seen);
  const isWorthRecording = hasChanged && (reach.hasPopulation || previous !== null);
  await moveCursor(tx, release.check.id, {
    run: isWorthRecording ? run.run : cursor.run,
    version: release.check.version,
    digest: release.digest,
    position: followedTo(cursor, populations),
    populations: seen,
    evaluatedAt: asOf,
  });
  if (isWorthRecording) await recordRun(run, scopes);
  return isWorthRecording;
}

function differs(run: CheckRun, previous: CheckResult | null, scopes: readonly ScopeCounts[]): boolean {
  // public: of a released check
  if (previous === null || previous.digest !== run.release.digest) return true;
  return textOf(previous.scopes) !== textOf(scopes);
}

/** One text for equal counts, whatever the order of members the database answers. */
function textOf(scopes: readonly ScopeCounts[]): string {
  return scopes
    .map(({ scope, counts }) =>
      [scope, counts.pass, counts.fail, counts.unknown, counts.notApplicable].join('\t'),
    )
    .join('\n');
}

function completenessOf(reach: PopulationReach): readonly KnownPopulation[] {
  return reach.populations.map(({ kind, scope, isComplete }) => ({ kind, scope, isComplete }));
}

function wordsOf(populations: readonly KnownPopulation[]): string {
  return populations.map(({ kind, scope, isComplete }) => [kind, scope, isComplete].join('\t')).join('\n');
}

/** Every fact that is visible now rests on an entry no later than the closing of the newest pull. */
function followedTo(cursor: CheckCursor, populations: readonly PopulationStatus[]): number {
  return Math.max(cursor.position, ...populations.map((population) => population.position));
}
