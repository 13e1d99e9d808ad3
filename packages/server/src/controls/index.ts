export { type ControlStatus, statusesAt } from './control-statuses.ts';
export { controlsErasure } from './controls-erasure.ts';
export { type FindingsPage, type FindingsQuery, type ListedFinding, listFindings } from './list-findings.ts';
export { type ControlSummary, runChecks } from './run-checks.ts';
