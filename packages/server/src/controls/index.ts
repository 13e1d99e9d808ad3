export { type ControlStatus, controlStatusAt, statusesAt } from './control-statuses.ts';
export { nextDueAt } from './due-items.store.ts';
export { type FindingsPage, type FindingsQuery, type ListedFinding, listFindings } from './list-findings.ts';
export { type ControlSummary, runChecks } from './run-checks.ts';
