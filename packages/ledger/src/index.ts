export { base64Of, bytesOfBase64 } from './base64.ts';
export { concatBytes, equalBytes, hexOf, textOfUtf8, utf8 } from './bytes.ts';
export { CANONICAL_DEPTH_MAX, canonicalize, canonicalizeRfc8785, parseCanonical } from './canonical-json.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.ts';
export { commit, type HmacSha256, roundedSize, SALT_SIZE_BYTES, verifyCommitment } from './commitment.ts';
export {
  appendLeaf,
  appendLeaves,
  type CompactRange,
  emptyRange,
  frontierBytes,
  rangeOfFrontier,
  rangeRoot,
  rootOfLeaves,
} from './compact-range.ts';
export { type ConsistencyClaim, consistencyProof, verifyConsistency } from './consistency-proof.ts';
export { type Cosignature, cosignedMessage, joinCosignature, splitCosignature } from './cosignature.ts';
export {
  ENTRY_SIZE_MAX_BYTES,
  type Entry,
  type EntryActor,
  type EntryCollector,
  type EntryDraft,
  type EntryPayload,
  entryText,
  isInstant,
  parseEntry,
  validateEntry,
} from './entry.ts';
export { BUNDLE_ENTRY_SIZE_MAX_BYTES, decodeBundle, encodeBundle } from './entry-bundle.ts';
export { decodeHashTile, encodeHashTile, hashInTile, hashOfFullTile, TILE_SIZE_BYTES } from './hash-tile.ts';
export {
  type InclusionClaim,
  inclusionProof,
  type SubtreeReader,
  verifyInclusion,
} from './inclusion-proof.ts';
export { type LedgerFormatCode, LedgerFormatError } from './ledger-format-error.ts';
export { prepareEntry } from './prepare-entry.ts';
export {
  type Ed25519Verify,
  formatNote,
  type NoteSignature,
  type NoteSigner,
  type OpenedNote,
  openNote,
  type ParsedNote,
  parseNote,
  signNote,
} from './signed-note.ts';
export type { Subtree } from './subtree.ts';
export { type TileLevel, tileAt, tileLayout, tilesForSize } from './tile-layout.ts';
export {
  type EntryTile,
  type HashTile,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from './tile-path.ts';
export {
  consistencyProofFromTiles,
  hashAt,
  inclusionProofFromTiles,
  rootFromTiles,
  type TileReader,
} from './tile-proofs.ts';
export { formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.ts';
export { emptyRoot, HASH_SIZE_BYTES, leafHash, nodeHash, type Sha256 } from './tree-hash.ts';
export {
  createVkey,
  formatSigningKey,
  formatVkey,
  type KeyType,
  parseSigningKey,
  parseVkey,
  type SigningKey,
  type Vkey,
} from './vkey.ts';
