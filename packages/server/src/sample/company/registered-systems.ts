import { sampleSystems } from './company.ts';
import type { CompanyAct } from './company-acts.ts';

/** What no list can be had of: two people say who may act there. */
export const attestedSystems: readonly string[] = ['x', 'youtube'];

export const allSystems: readonly string[] = [...new Set([...sampleSystems, ...attestedSystems])];

/** Every system the company says it has; all are reviewed each quarter. */
export const registeredSystems: readonly CompanyAct[] = allSystems.map((system) => ({
  ...{ type: 'system', system },
  means: attestedSystems.includes(system) ? 'attested' : 'import',
}));
