import { dangerousRights } from '@daybook/kit';
import type { FourRights } from './four-rights.ts';

export type PrincipalKind = 'person' | 'agency' | 'bot' | 'unknown';
export type PrincipalState = 'active' | 'left' | 'ended' | 'unknown';

/** What decides how dangerous it is that somebody acts somewhere. */
export type DangerousCell = {
  readonly kind: PrincipalKind;
  readonly state: PrincipalState;
  readonly rights: FourRights;
  /** False: the account is disabled and no other way is left. */
  readonly canAct: boolean;
};

/** Twice the weights, so that an unknown right counts half of a held one and stays a whole number. */
const weights: Readonly<Record<keyof FourRights, number>> = {
  administer: 16,
  export: 8,
  connect: 4,
  publish: 2,
};

/** Above everything rights can add up to. */
const formerDanger = 1_000_000;
const nobodyKnownDanger = 1_000_000_000;
const rightsDangerMax = formerDanger - 1;

/** Of one account alone; higher is worse, 0 is somebody who cannot act. */
export function dangerOf(cell: DangerousCell): number {
  return dangerOfAll(cell, [cell]);
}

/**
 * Of everything a principal has: nobody knows who it is, above who left or whose engagement ended, above their rights added
 * up. Who cannot act anywhere is no danger.
 */
export function dangerOfAll(
  { kind, state }: Pick<DangerousCell, 'kind' | 'state'>,
  cells: readonly Pick<DangerousCell, 'rights' | 'canAct'>[],
): number {
  const acting = cells.filter(({ canAct }) => canAct);
  if (acting.length === 0) return 0;
  const rights = acting.reduce((sum, cell) => sum + weightOf(cell.rights), 0);
  return (
    Math.min(rights, rightsDangerMax) +
    (state === 'left' || state === 'ended' ? formerDanger : 0) +
    (kind === 'unknown' ? nobodyKnownDanger : 0)
  );
}

function weightOf(rights: FourRights): number {
  return dangerousRights.reduce((sum, right) => {
    if (rights[right] === 'yes') return sum + weights[right];
    return rights[right] === 'unknown' ? sum + weights[right] / 2 : sum;
  }, 0);
}
