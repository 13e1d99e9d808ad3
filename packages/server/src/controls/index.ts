export { type ControlStatus, controlStatusAt, statusesAt } from './control-statuses.ts';
export { nextDueAt } from './due-items.store.ts';
export { type FindingsPage, type FindingsQuery, listFindings } from './list-findings.ts';
export type { ListedFinding } from './list-phase.ts';
export { type ControlSummary, runChecks } from './run-checks.ts';
