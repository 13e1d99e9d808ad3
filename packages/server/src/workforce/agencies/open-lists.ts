import { listPopulations } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { describeSystems } from '../systems/describe-systems.ts';

/** Names of systems whose lists are not whole now: accounts, rights or tokens may be there that nobody sees. */
export async function openLists(tx: Tx, services: Services): Promise<readonly string[]> {
  const systems = await describeSystems(tx, services);
  const open = systems.filter(({ state }) => state === 'not-whole' || state === 'never');
  const tokens = (await listPopulations(tx, services)).filter(
    ({ kind, isComplete }) => kind === 'credential' && !isComplete,
  );
  const nameOf = (scope: string) => systems.find(({ system }) => system === scope)?.name ?? scope;
  return [...new Set([...open.map(({ name }) => name), ...tokens.map(({ scope }) => nameOf(scope))])];
}
