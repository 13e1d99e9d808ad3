import type { Finding } from '../check.ts';

/** What can be said of an item whose recorded value was erased: nothing, and never a pass. */
export const erasedFinding: Finding = {
  outcome: 'unknown',
  code: 'erased',
  reason: 'what was recorded of it was erased',
};

/** A pass that rests on something erased beside the item cannot be relied on; anything else stands. */
export function withErasedRelated(finding: Finding): Finding {
  if (finding.outcome !== 'pass') return finding;
  return {
    outcome: 'unknown',
    code: 'erased',
    reason: 'something it rests on was erased',
    ...(finding.reevaluateAt === undefined ? {} : { reevaluateAt: finding.reevaluateAt }),
  };
}
