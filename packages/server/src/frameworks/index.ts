export { asOfQuery, resolveAsOf } from './as-of.ts';
export { countStates, type MappedControl, type RequirementCoverage, type StateCounts } from './coverage.ts';
export { coverageAt, type FrameworkCoverage } from './coverage-at.ts';
