import type { SystemCounts } from './counts.store.ts';

/** Which systems a list tells of: those its items name, else the one it is named after. */
export function systemOfList(
  systems: readonly Pick<SystemCounts, 'system' | 'lists'>[],
  list: string,
  scope: string,
): readonly string[] {
  const named = systems.filter(({ lists }) => lists.includes(list)).map(({ system }) => system);
  return named.length > 0 ? named : [scope];
}
