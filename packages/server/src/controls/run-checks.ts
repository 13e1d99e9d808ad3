import { currentChecks, type ReleasedCheck } from '@daybook/catalog';
import type { FindingCounts, Verdict } from '@daybook/kit';
import { holdFacts, listPopulations } from '../facts/index.ts';
import type { Services, Tx, WorkspaceId } from '../platform/index.ts';
import { statusesAt } from './control-statuses.ts';
import { runCheck } from './run-check.ts';
import { sightPopulations } from './sight-populations.ts';

export type ControlSummary = FindingCounts & { readonly id: string; readonly verdict: Verdict };

/**
 * Brings every check up to the newest facts: only what changed, what fell due and what rests on either is judged again.
 * Each evaluation that changed something adds one `check.ran` to the ledger, in the transaction that changed it. Safe to
 * repeat and to stop halfway. Answers what can be said of each control now.
 */
export async function runChecks(
  workspaceId: WorkspaceId,
  services: Services,
): Promise<readonly ControlSummary[]> {
  const asOf = services.clock.now();
  await services.database.withWorkspace(workspaceId, (tx) => sightPopulations(tx, asOf, services));
  let hasChanged = false;
  for (const release of currentChecks(services.catalog)) {
    const changed = await services.database.withWorkspace(workspaceId, (tx) =>
      runOne(tx, release, asOf, services),
    );
    hasChanged ||= changed;
  }
  if (hasChanged) services.live.publish(workspaceId, 'checks');
  return services.database.withWorkspace(workspaceId, (tx) => summarise(tx, services));
}

async function runOne(tx: Tx, release: ReleasedCheck, asOf: string, services: Services): Promise<boolean> {
  await holdFacts(tx);
  const populations = await listPopulations(tx, services);
  return runCheck(release, { tx, populations, asOf, services });
}

async function summarise(tx: Tx, services: Services): Promise<readonly ControlSummary[]> {
  const statuses = await statusesAt(tx, services.clock.now(), services);
  return [...statuses.values()].map(({ control, judgement }) => ({
    id: control.id,
    verdict: judgement.verdict,
    ...judgement.counts,
  }));
}
