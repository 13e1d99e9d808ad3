import type { Framework } from '@daybook/kit';
import { type ControlStatus, statusesAt } from '../controls/index.ts';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { coverage, type RequirementCoverage } from './coverage.ts';

export type FrameworkCoverage = {
  readonly framework: Framework;
  readonly asOf: string;
  readonly requirements: readonly RequirementCoverage[];
  /** By control id: what the states follow from. */
  readonly statuses: ReadonlyMap<string, ControlStatus>;
};

/** A framework's coverage at an instant, from what had been recorded by then. Refuses an unknown framework. */
export async function coverageAt(
  tx: Tx,
  frameworkId: string,
  asOf: string,
  services: Pick<Services, 'catalog'>,
): Promise<FrameworkCoverage> {
  const { catalog } = services;
  const framework = catalog.frameworks.get(frameworkId) ?? refuse('framework-unknown');
  const statuses = await statusesAt(tx, asOf, services);
  return { framework, asOf, requirements: coverage(framework, catalog.mappings, statuses), statuses };
}
