export { type Actor, systemActor } from './actor.ts';
export { type Background, createBackground, describeError } from './background.ts';
export { type BinaryRows, createBinaryRows } from './binary-rows.ts';
export { type Clock, systemClock } from './clock.ts';
export {
  type BinaryValue,
  binaryBigint,
  binaryInstant,
  binaryJson,
  binaryText,
  binaryUuid,
  copyRows,
} from './copy-binary.ts';
export {
  adoptEarlierKeys,
  type DataKey,
  type DataKeyServices,
  type DataKeys,
  openFileDataKeys,
  openTableDataKeys,
  sharedPayloadsMax,
  subjectKeyId,
} from './data-keys/index.ts';
export { type Database, type DatabaseAddress, openDatabase, type Tx } from './database.ts';
export {
  type AskedAbout,
  type Dialect,
  defineRoute,
  type MayDo,
  type Permission,
  pageOf,
  pageQuery,
  type Route,
  type RouteInput,
} from './define-route.ts';
export { discoverRoutes } from './discover-routes.ts';
export {
  createErasureParts,
  type ErasedItem,
  type ErasurePart,
  type ErasureParts,
  type ErasureTarget,
  type PopulationName,
} from './erasure-parts.ts';
export { type ErrorBody, errorBody, Refusal, type RefusalCode, refuse } from './errors.ts';
export { type Exchange, type ExchangeAnswer, ExchangeFailed, exchange } from './exchange.ts';
export { createFollowers, type Follower, type Followers } from './followers.ts';
export type { BodyPace } from './http/request-limits.ts';
export { pagePolicy } from './http/security-headers.ts';
export {
  type Admission,
  buildHttpServer,
  createSocketServer,
  type Gate,
} from './http-server.ts';
export { type Id, type Ids, systemIds } from './ids.ts';
export {
  createKeyring,
  createLockedKeyring,
  createReplaceableKeyring,
  type Keyring,
  openBytes,
  type ReplaceableKeyring,
  sealBytes,
} from './keyring.ts';
export { createKnownSubjects, type KnownSubjects } from './known-subjects.ts';
export { createLive, type Live, type LiveTopic } from './live.ts';
export { createLog, type Log, silentLog } from './log.ts';
export { createMailer, type Mail, type Mailer, MailFailed, mailNotConfigured } from './mailer.ts';
export {
  createMasterKeys,
  keyServicesOf,
  type MasterKeys,
  openMasterKeys,
  type ReplacedKey,
  type SealedPlace,
} from './master-key/index.ts';
export { migrate } from './migrate.ts';
export { parseAllowedHosts } from './outbound/allowed-hosts.ts';
export { createGuardedFetch } from './outbound/guarded-fetch.ts';
export { isPrivateAddress } from './outbound/private-address.ts';
export { createTextRecords, type TextRecords } from './outbound/text-records.ts';
export { createOwnListings, type OwnListingPart, type OwnListings } from './own-listings.ts';
export {
  type Disclosure,
  discloseAll,
  erasedText,
  handleOf,
  maskOf,
  Personal,
  type PersonalClass,
  type PersonalPart,
  personalClasses,
  personalText,
} from './personal.ts';
export { makeDataFolder } from './postgres/make-data-folder.ts';
export { requireApart } from './require-apart.ts';
export { type Copy, copyStatement, runWithCopies } from './run-with-copies.ts';
export type { Services, Settings } from './services.ts';
export { createEmbeddedStorage, externalStorage, type Storage } from './storage.ts';
export type { WorkspaceId } from './workspace-id.ts';
export {
  createWorkspace,
  findWorkspace,
  listThrownAway,
  listWorkspaces,
  readWorkspace,
  refuseSample,
  renameWorkspace,
  requireThrownAway,
  throwWorkspaceAway,
  type Workspace,
} from './workspaces.store.ts';
export { setLocal, type WriterLimits } from './writer-limits.ts';
