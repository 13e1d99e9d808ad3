export { intakeErasure } from './intake-erasure.ts';
export { type PopulationReport, type PullError, populationReport, pullError } from './population-report.ts';
export { newestPulls, type StoredPull } from './pulls.store.ts';
export { calledBy, readIdentities } from './read-identities.ts';
export { listReadingGaps, type ReadingGap } from './reading-gaps.store.ts';
export { recoverPulls } from './recover-pulls.ts';
export { removeOldUploads } from './remove-uploads.ts';
export { type ClaimedPull, claimPull } from './run-pull.ts';
export { isUpload } from './uploaded-once.ts';
