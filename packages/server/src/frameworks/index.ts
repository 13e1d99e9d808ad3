export { coverageAt, type FrameworkCoverage } from './coverage-at.ts';
