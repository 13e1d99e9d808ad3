import { controlVerdict, type FindingCounts, openFindingsDigest } from '@daybook/kit';
import { append, type EntryInput } from '../ledger/index.ts';
import { systemActor } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { insertResult, type ScopeCounts } from './check-results.store.ts';
import { shownCounts } from './control-judgement.ts';
import { commonestSettle, type ItemPlace, listRows } from './findings.store.ts';
import type { CheckRun } from './run-check.ts';

/** Writes down what one evaluation found: the result row and, as the transaction's last step, its entry. */
export async function recordRun(run: CheckRun, scopes: readonly ScopeCounts[]): Promise<void> {
  const { tx, release, services, asOf } = run;
  const counts = shownCounts(scopes, run.reach);
  const findingsDigest = await digestRows(run, counts);
  const settle = counts.unknown > 0 ? await commonestSettle(tx, release.check.id) : null;
  const [appended] = await append(tx, [checkRan(run, scopes, { counts, findingsDigest })], services);
  if (appended === undefined) throw new Error('an evaluation was not written down');
  await insertResult(tx, {
    checkId: release.check.id,
    run: run.run,
    controlId: release.check.control,
    version: release.check.version,
    digest: release.digest,
    scopes,
    findingsDigest,
    commonestSettle: settle,
    position: appended.position,
    recordedAt: asOf,
  });
}

type Outcome = { readonly counts: FindingCounts; readonly findingsDigest: string };

function checkRan(
  run: CheckRun,
  scopes: readonly ScopeCounts[],
  { counts, findingsDigest }: Outcome,
): EntryInput {
  const { release, reach, populations, asOf } = run;
  const { id, version, control } = release.check;
  const inReach = new Set(reach.populations.map(({ kind, scope }) => `${kind}\n${scope}`));
  const { hasPopulation, isComplete } = reach;
  return {
    type: 'check.ran@1',
    actor: systemActor,
    occurredAt: asOf,
    observedAt: asOf,
    refs: [`chk_${id}`, `ctl_${control}`],
    payload: ownWords({
      check: id,
      version,
      digest: release.digest,
      control,
      asOf,
      populations: populations
        .filter(({ kind, scope }) => inReach.has(`${kind}\n${scope}`))
        .map(({ kind, scope, items, isComplete: complete }) => {
          // Several sources may list the same items; those judged are counted once.
          const judged = kind === release.check.population ? itemsIn(scopes, scope) : items;
          return { kind, scope, items: judged, complete };
        }),
      counts: { ...counts },
      verdict: controlVerdict({ counts, hasPopulation, populationIsComplete: isComplete }),
      findingsDigest,
    }),
  };
}

function itemsIn(scopes: readonly ScopeCounts[], scope: string): number {
  const counts = scopes.find((counted) => counted.scope === scope)?.counts;
  return counts === undefined ? 0 : counts.pass + counts.fail + counts.unknown + counts.notApplicable;
}

const pageRows = 10_000;

/** The digest of the rows in force and the counts as shown, read page by page. */
async function digestRows(run: CheckRun, counts: FindingCounts): Promise<string> {
  const digest = openFindingsDigest();
  const query = { checkId: run.release.check.id, outcome: null, limit: pageRows };
  let after: ItemPlace | null = null;
  for (;;) {
    const rows = await listRows(run.tx, { ...query, after });
    for (const row of rows) digest.add(row);
    after = rows.at(-1) ?? null;
    if (rows.length < pageRows) return digest.finish(counts);
  }
}
