import type { paths } from './api.generated.ts';

type Get<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

type Posted<Path extends keyof paths> = paths[Path] extends {
  post: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

type Item<List> = List extends { items: (infer One)[] } ? One : never;

export type Session = Get<'/api/session'>;
export type Workspace = Session['workspaces'][number];
export type ConnectorCard = Item<Get<'/api/connectors'>>;
export type SettingField = ConnectorCard['fields'][number];
export type Connection = Item<Get<'/api/workspaces/{workspace}/connections'>>;
export type Population = Item<Get<'/api/workspaces/{workspace}/populations'>>;
export type Pull = Get<'/api/workspaces/{workspace}/pulls/{pull}'>;
export type PopulationReport = Pull['populations'][number];
export type ListedItem = Item<Get<'/api/workspaces/{workspace}/populations/items'>>;
export type ItemDetail = Get<'/api/workspaces/{workspace}/item'>;
export type ControlStatus = Item<Get<'/api/workspaces/{workspace}/controls'>>;
export type ControlDetail = Get<'/api/workspaces/{workspace}/controls/{control}'>;
export type Verdict = ControlStatus['verdict'];
export type Counts = ControlStatus['counts'];
export type Ribbon = Get<'/api/workspaces/{workspace}/controls/{control}/ribbon'>;
export type Findings = Get<'/api/workspaces/{workspace}/controls/{control}/findings'>;
export type Finding = Item<Findings>;
export type Outcome = Finding['outcome'];
export type FrameworkSummary = Item<Get<'/api/workspaces/{workspace}/frameworks'>>;
export type FrameworkDetail = Get<'/api/workspaces/{workspace}/frameworks/{framework}'>;
export type Requirement = FrameworkDetail['requirements'][number];
export type RequirementState = NonNullable<Requirement['state']>;
export type RequirementDetail =
  Get<'/api/workspaces/{workspace}/frameworks/{framework}/requirements/{requirement}'>;
export type LedgerState = Get<'/api/workspaces/{workspace}/ledger'>;
export type LedgerItem = Item<Get<'/api/workspaces/{workspace}/ledger/entries'>>;
export type EntryDetail = Get<'/api/workspaces/{workspace}/ledger/entries/{position}'>;
export type AuditTrail = Get<'/api/workspaces/{workspace}/audit-trail'>;
export type TrailItem = Item<AuditTrail>;
export type Member = Item<Get<'/api/workspaces/{workspace}/members'>>;
export type Package = Item<Get<'/api/workspaces/{workspace}/packages'>>;
export type LogStanding = LedgerState['standing'];
export type LogKey = LedgerState['keys'][number];
export type LogRow = Item<Get<'/api/workspaces/{workspace}/ledger/logs'>>;
export type Anchors = Get<'/api/workspaces/{workspace}/ledger/anchors'>;
export type AnchorReceipt = Item<Anchors>;
export type AnchorTarget = Anchors['targets'][number];
export type AnchorRun = Posted<'/api/workspaces/{workspace}/ledger/anchors/run'>;
export type Bracket = EntryDetail['bracket'];
export type LedgerHealth = Get<'/api/workspaces/{workspace}/ledger/health'>;
export type Projection = Item<Get<'/api/workspaces/{workspace}/ledger/projections'>>;
export type Replay = Posted<'/api/workspaces/{workspace}/ledger/replay'>;
export type Erasure = Item<Get<'/api/workspaces/{workspace}/erasures'>>;
export type LegalBasis = Erasure['legalBasis'];
export type ErasureDetail = Get<'/api/workspaces/{workspace}/erasures/{erasure}'>;
export type Hold = Item<Get<'/api/workspaces/{workspace}/holds'>>;
export type Subject = Item<Get<'/api/workspaces/{workspace}/subjects'>>;
export type StorageNotes = Get<'/api/workspaces/{workspace}/storage-notes'>;
export type LeaverRun = Item<Get<'/api/workspaces/{workspace}/leavers'>>;
export type LeaverDetail = Get<'/api/workspaces/{workspace}/leavers/{run}'>;
export type Removal = LeaverDetail['removals'][number];
export type LeaverPreview = Get<'/api/workspaces/{workspace}/leavers/preview'>;
export type LeaverFigures = Get<'/api/workspaces/{workspace}/leavers/figures'>;
export type LeaveReport = Item<Get<'/api/workspaces/{workspace}/leave-reports'>>;
export type OwnedAccount = Item<Get<'/api/workspaces/{workspace}/account-links'>>;
export type ListedSystem = Item<Get<'/api/workspaces/{workspace}/systems'>>;
export type SystemDetail = Get<'/api/workspaces/{workspace}/systems/{system}'>;
export type SystemAttestation = SystemDetail['attestations'][number];
export type AccessEndings = Get<'/api/workspaces/{workspace}/access-list/endings'>;
export type SystemChannel = Item<Get<'/api/workspaces/{workspace}/system-channels'>>;
export type Agency = Item<Get<'/api/workspaces/{workspace}/agencies'>>;
export type AgencyDetail = Get<'/api/workspaces/{workspace}/agencies/{agency}'>;
export type AccessPrincipal = Item<Get<'/api/workspaces/{workspace}/access-list'>>;
export type AccessCell = AccessPrincipal['cells'][number];
export type SystemColumn = Item<Get<'/api/workspaces/{workspace}/access-list/systems'>>;
export type BrandAccount = Get<'/api/workspaces/{workspace}/brand-accounts/{brandAccount}'>;
export type SharedSecret = Item<Get<'/api/workspaces/{workspace}/shared-secrets'>>;
export type Device = Item<Get<'/api/workspaces/{workspace}/devices'>>;
export type Duty = Item<Get<'/api/workspaces/{workspace}/duties'>>;
export type ImportBatch = Item<Get<'/api/workspaces/{workspace}/import-batches'>>;
export type ImportedFile = ImportBatch['files'][number];
export type FileMapping = Item<Get<'/api/workspaces/{workspace}/file-mappings'>>;
export type RemovalDeadlines = Get<'/api/workspaces/{workspace}/removals/deadlines'>;
