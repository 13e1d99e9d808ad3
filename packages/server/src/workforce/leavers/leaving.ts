import type { FactOf } from '@daybook/kit';
import { endOfDay } from '../removals/deadlines.ts';

/** What one list of people says of whether somebody is leaving. */
export type Leaving =
  | { readonly is: 'here' }
  /** Their last day is over at `effectiveAt`, which may be still to come. `trigger` names the claim. */
  | { readonly is: 'leaving'; readonly effectiveAt: string; readonly trigger: string };

/**
 * By their last day, or because the source says they are inactive whatever the dates: then from the last day where it is
 * over, else from when that was first seen.
 */
export function leavingOf(
  person: Pick<FactOf<'person'>, 'endsOn' | 'isActive'>,
  { observedAt, now, zone }: { readonly observedAt: string; readonly now: string; readonly zone: string },
): Leaving {
  const { endsOn, isActive } = person;
  const endsAt = endsOn === null ? null : endOfDay(endsOn, zone);
  if (isActive === false && (endsAt === null || endsAt > now))
    return { is: 'leaving', effectiveAt: observedAt, trigger: 'inactive' };
  if (endsAt === null || endsOn === null) return { is: 'here' };
  return { is: 'leaving', effectiveAt: endsAt, trigger: `last day ${endsOn}` };
}
