export type { PackageLog, PackageSource, StoredEntry, StoredPayload } from './build/package-source.ts';
export { type PackageRequest, type WrittenPackage, writePackage } from './build/write-package.ts';
export type { JudgingCatalog } from './claims/definitions.ts';
export type {
  CheckClaim,
  Claims,
  ControlClaim,
  FindingClaim,
  PopulationClaim,
  RequirementClaim,
} from './format/claims.ts';
export type { Manifest, PackageWindow } from './format/manifest.ts';
export { logFolder } from './format/package-paths.ts';
export { TileWriter } from './log/tile-writer.ts';
export { payloadRule } from './replay/payload-rules.ts';
export { UnreadableFile, type VerifyFileOptions, verifyFile } from './verify-file.ts';
export {
  type Verification,
  type VerifyOptions,
  verifyPackage,
  verifyPackage as verify,
} from './verify-package.ts';
export { type Problem, type ProblemKind, Problems } from './verifying/problems.ts';
export { type ReadTree, readTree } from './verifying/read-tree.ts';
export { openZip } from './zip/open-zip.ts';
export { writeZip } from './zip/write-zip.ts';
export type { ZipContent } from './zip/zip-content.ts';
