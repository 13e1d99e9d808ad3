import { type Absence, absenceOf, type ItemRef, placeName } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import type { Removal } from './removal.ts';
import type { Shut } from './settle.ts';

/**
 * Of each of these grants that is not in force, whether complete lists say that the account which holds it is shut or gone.
 * By the place of the grant; what is not in the answer is not known to be shut.
 */
export async function shutAccounts(
  tx: Tx,
  removals: readonly Pick<Removal, 'kind' | 'scope' | 'key' | 'system'>[],
  absences: ReadonlyMap<string, Absence>,
  services: Pick<Services, 'clock'>,
): Promise<ReadonlyMap<string, Shut>> {
  const accounts = new Map<string, ItemRef>();
  for (const { kind, scope, key, system } of removals) {
    if (kind !== 'grant' || key === null) continue;
    const place = placeName({ kind, scope, key });
    // Facts are parsed by the schema of their kind when they are stored.
    const value = absences.get(place)?.current?.value as Readonly<Record<string, unknown>> | undefined;
    if (value?.['isInForce'] !== false || typeof value['holder'] !== 'string') continue;
    accounts.set(place, { kind: 'account', scope, key: `${system}/${value['holder']}` });
  }
  const told = await absenceOf(tx, [...accounts.values()], services);
  const shut = new Map<string, Shut>();
  for (const [place, account] of accounts) {
    const absence = told.get(placeName(account));
    const since = absence === undefined ? null : shutSince(absence);
    if (since !== null) shut.set(place, since);
  }
  return shut;
}

function shutSince({ firstAbsentAt, lastSeenAt, current }: Absence): Shut | null {
  if (firstAbsentAt !== null) return { lastOpenAt: lastSeenAt, shutAt: firstAbsentAt };
  if (current === null || current.isErased || current.toldWholeAt === null) return null;
  // An account's fact, parsed when it was stored.
  const { isEnabled } = current.value as { readonly isEnabled?: unknown };
  return isEnabled === false ? { lastOpenAt: current.toldBeforeAt, shutAt: current.toldWholeAt } : null;
}
