import type { DangerousRight, FactOf } from '@daybook/kit';

type Told = Pick<FactOf<'grant'>, 'role' | 'rights' | 'surely'>;

/**
 * What a grant allows beyond what it allowed before: its dangerous rights, `null` where that cannot be told, and an empty list
 * where it is nothing. A role that is explained differently than before, or not any more, is no other role.
 */
export function widenedRights(before: Told, after: Told): readonly DangerousRight[] | null {
  const had = known(before);
  const has = known(after);
  const more = has.filter((right) => !had.includes(right));
  const isOtherRole = before.role.toLowerCase() !== after.role.toLowerCase();
  if (before.rights !== 'unknown' && after.rights !== 'unknown') return more;
  if (!isOtherRole) return before.rights === 'unknown' ? [] : more;
  if (after.rights !== 'unknown') return more;
  return more.length > 0 ? more : null;
}

function known({ rights, surely = [] }: Told): readonly DangerousRight[] {
  return rights === 'unknown' ? surely : rights;
}
