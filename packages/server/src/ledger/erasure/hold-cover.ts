import type { ErasureParts, ErasureTarget, PopulationName, Tx } from '../../platform/index.ts';
import { type HoldScope, listHoldsInForce, type StoredHold } from './holds.store.ts';

/** The oldest hold in force that covers the target, or null. A hold on a population covers whoever its items name. */
export async function findCoveringHold(
  tx: Tx,
  target: ErasureTarget,
  parts: ErasureParts,
): Promise<StoredHold | null> {
  const holds = await listHoldsInForce(tx);
  const needsPopulations = holds.some((hold) => hold.scope.kind === 'population');
  const populations = needsPopulations ? await populationsOf(tx, target, parts) : [];
  return holds.find((hold) => covers(hold.scope, target, populations)) ?? null;
}

export function covers(
  scope: HoldScope,
  target: Pick<ErasureTarget, 'subject'>,
  populations: readonly PopulationName[],
): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'subject':
      return scope.subject === target.subject;
    case 'population':
      return populations.some(({ kind, scope: name }) => kind === scope.population && name === scope.scope);
  }
}

async function populationsOf(
  tx: Tx,
  { subject, positions }: ErasureTarget,
  parts: ErasureParts,
): Promise<readonly PopulationName[]> {
  const found: PopulationName[] = [];
  for (const part of parts.all) {
    found.push(...((await part.itemsOf?.(tx, positions)) ?? []));
    if (subject !== null) found.push(...((await part.populationsNaming?.(tx, subject)) ?? []));
  }
  return found;
}
