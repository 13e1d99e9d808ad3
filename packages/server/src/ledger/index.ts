export { type AnchorReceipt, listAnchors } from './anchors/anchor-receipts.store.ts';
export { type AnchorStanding, anchorStanding } from './anchors/anchor-standing.ts';
export { runDueAnchors } from './anchors/run-anchors.ts';
export { append } from './append-entries.ts';
export { listCheckpoints, newestCheckpoint, type StoredCheckpoint } from './checkpoints.store.ts';
export { firstEntryOfKind, listEntriesBefore, readEntryRange, type StoredEntry } from './entries.store.ts';
export type { Appended, EntryInput, JsonValue } from './entry-input.ts';
export { type Log, type LogHead, listLogs, newestLog, readHead } from './logs.store.ts';
export {
  newestEntryUpTo,
  newestPosition,
  positionAt,
  type RecordedPosition,
} from './position-at.ts';
export { type InclusionProof, proveInclusion } from './prove-inclusion.ts';
export { type EntryAt, readEntriesAt } from './read-entries-at.ts';
export { entryOf, type OpenedPayload, readPayloads } from './read-payloads.ts';
export { record } from './record-entry.ts';
export { ensureCheckpoint, signCheckpoints } from './sign-checkpoint.ts';
export { signNoteText } from './sign-note-text.ts';
