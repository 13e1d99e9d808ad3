import type { Tx } from '../../platform/index.ts';
import { type AnchorRung, rungOf } from './anchor-kind.ts';
import { boundAfter, boundBefore, kindsCovering } from './anchor-receipts.store.ts';

export type Bracket = {
  /** Written after this: the latest third-party time among the entries before it. */
  readonly after: { readonly at: string; readonly by: string; readonly position: number } | null;
  /** Written before this: the first confirmed checkpoint that covers it. */
  readonly before: { readonly at: string; readonly by: string; readonly size: number } | null;
  /** The highest rung among the confirmations that cover it. */
  readonly rung: AnchorRung;
};

/** Between which third-party times the entry at `position` was written, whatever our own clock said. */
export async function bracketEntry(tx: Tx, position: number): Promise<Bracket> {
  const after = await boundBefore(tx, position);
  const before = await boundAfter(tx, position);
  return {
    after: after && { at: after.at, by: after.by, position: after.position },
    before: before && { at: before.at, by: before.by, size: before.size },
    rung: rungOf(await kindsCovering(tx, position)),
  };
}
