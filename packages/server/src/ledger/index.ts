export { type AnchorReceipt, listAnchors, listReceiptsBefore } from './anchors/anchor-receipts.store.ts';
export { type AnchorStanding, anchorStanding } from './anchors/anchor-standing.ts';
export { runDueAnchors } from './anchors/run-anchors.ts';
export { workspacePolicy } from './anchors/workspace-policy.ts';
export { append } from './append-entries.ts';
export {
  listCheckpoints,
  newestCheckpoint,
  pastCheckpoints,
  type StoredCheckpoint,
} from './checkpoints.store.ts';
export { disclosedPayload, freeText, freeTextsOf, payloadDiscloses } from './disclosed-payload.ts';
export { firstEntryOfKind, listEntriesBefore, readEntryRange, type StoredEntry } from './entries.store.ts';
export type { Appended, EntryInput, JsonValue } from './entry-input.ts';
export { clearQuietly, finishErasures } from './erasure/clear-erasures.ts';
export {
  type ErasedPayload,
  type ErasedRecord,
  findErased,
  listErased,
} from './erasure/erased-payloads.store.ts';
export { forgetPayloads } from './erasure/forget-payloads.ts';
export { type KeptTiles, keepTiles } from './keep-tiles.ts';
export {
  assertOpen,
  type Log,
  type LogHead,
  listLogs,
  newestLog,
  readHead,
  takesEntries,
} from './logs.store.ts';
export {
  newestEntryUpTo,
  newestPosition,
  positionAt,
  type RecordedPosition,
} from './position-at.ts';
export { type InclusionProof, inclusionProver, proveInclusion } from './prove-inclusion.ts';
export { type EntryAt, readEntriesAt } from './read-entries-at.ts';
export { entryOf, findUnreadable, type OpenedPayload, readPayloads } from './read-payloads.ts';
export { record, stopRecording } from './record-entry.ts';
export { resumeReplacement } from './replace-master-key.ts';
export { ledgerSealedPlaces } from './sealed-places.ts';
export { grewSince } from './search/grew-since.ts';
export {
  countEntries,
  type FoundEntries,
  type FoundEntry,
  listEntryTypes,
  searchEntries,
} from './search/search-entries.ts';
export { parseSearchWords } from './search/search-words.ts';
export { ensureCheckpoint, signCheckpoints } from './sign-checkpoint.ts';
export { signMessage } from './sign-message.ts';
export { createGrowthSigner } from './sign-on-growth.ts';
export { checkLogs, type ForkedLog } from './succession/check-logs.ts';
export { createHeadKeeper } from './succession/head-keeper.ts';
export {
  keyAt,
  type LogKey,
  listLogKeys,
  listRotations,
  type Rotation,
} from './succession/log-keys.store.ts';
export { type ForeignHead, reportForeignHead } from './succession/report-foreign-head.ts';
export { retireKeys } from './succession/retire-keys.ts';
export { disclosedSummary, typesToldAs } from './summarise-entry.ts';
