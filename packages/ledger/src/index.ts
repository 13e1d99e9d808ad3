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
export {
  addSignatures,
  cosignCheckpoint,
  readCosignatures,
  type VerifiedCosignature,
} from './cosign-checkpoint.ts';
export { type Cosignature, cosignedMessage, joinCosignature, splitCosignature } from './cosignature.ts';
export {
  type DsseEnvelope,
  type DsseSignature,
  type DsseSigner,
  type DsseVerifier,
  formatEnvelope,
  type OpenedEnvelope,
  openEnvelope,
  parseEnvelope,
  preAuthEncoding,
  signEnvelope,
} from './dsse.ts';
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
  formatStatement,
  IN_TOTO_PAYLOAD_TYPE,
  parseStatement,
  STATEMENT_TYPE,
  type Statement,
  type StatementSubject,
} from './in-toto.ts';
export {
  type InclusionClaim,
  inclusionProof,
  type SubtreeReader,
  verifyInclusion,
} from './inclusion-proof.ts';
export { followRotations, openRotation, rotationText } from './key-rotation.ts';
export { type LedgerFormatCode, LedgerFormatError } from './ledger-format-error.ts';
export { type PolicyVerdict, type PolicyWitnessed, satisfiesPolicy } from './policy-verdict.ts';
export { prepareEntry } from './prepare-entry.ts';
export { formatSignatureLine, type NoteSignature, parseSignatureLine } from './signature-line.ts';
export {
  type Ed25519Verify,
  formatNote,
  type NoteSigner,
  type OpenedNote,
  openNote,
  type ParsedNote,
  parseNote,
  parseSignatureLines,
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
export {
  formatPolicy,
  type PolicyGroup,
  type PolicyLog,
  type PolicyWitness,
  parsePolicy,
  type TlogPolicy,
} from './tlog-policy.ts';
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
export {
  type AddCheckpointRequest,
  cosignedReply,
  formatAddCheckpoint,
  judgeAddCheckpoint,
  malformedReply,
  parseAddCheckpoint,
  type WitnessCase,
  type WitnessReply,
  type WitnessVerdict,
  witnessCheckpointPath,
} from './witness-request.ts';
